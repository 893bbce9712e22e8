package dev.rollbook.bench;

import com.sun.net.httpserver.HttpExchange;
import dev.rollbook.local.backend.Backend;
import dev.rollbook.local.backend.Closings;
import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.backend.ObjectListener;
import dev.rollbook.local.emulator.EmbeddedBackend;
import dev.rollbook.local.template.Template;
import java.io.IOException;
import java.nio.file.Path;

/** The emulators behind proxies that count; functions, pollers and tenants all go through them. */
final class CountedBackend implements Backend {

  private final Closings started = new Closings();
  private final Backend emulators;
  private final Endpoints endpoints;

  private CountedBackend(Backend emulators, ServiceMeter meter) throws IOException {
    this.emulators = emulators;
    started.add("the emulators", emulators);
    Endpoints real = emulators.endpoints();
    CountingProxy dynamoDb = CountingProxy.before(real.dynamoDb(), new DynamoDbCount(meter));
    started.add("the proxy of DynamoDB", dynamoDb);
    CountingProxy sqs =
        CountingProxy.before(
            real.sqs(),
            (exchange, action, body, status, answer) -> meter.sqs(action, body, answer));
    started.add("the proxy of SQS", sqs);
    CountingProxy s3 =
        CountingProxy.before(
            real.s3(),
            (exchange, action, body, status, answer) ->
                meter.s3(exchange.getRequestMethod(), lists(exchange), body.length));
    started.add("the proxy of S3", s3);
    this.endpoints = new Endpoints(dynamoDb.uri(), sqs.uri(), s3.uri());
  }

  static CountedBackend start(Path folder, boolean lasting, ServiceMeter meter)
      throws IOException, InterruptedException {
    return new CountedBackend(EmbeddedBackend.start(folder, lasting), meter);
  }

  private record DynamoDbCount(ServiceMeter meter) implements CountingProxy.Count {

    @Override
    public byte[] passing(String action, byte[] body) throws IOException {
      return ServiceMeter.askingForUnits(action, body);
    }

    @Override
    public void call(HttpExchange exchange, String action, byte[] body, int status, byte[] answer)
        throws IOException {
      meter.dynamoDb(action, body, status, answer);
    }
  }

  /** A bucket's own address has one part. */
  private static boolean lists(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().replaceFirst("^/", "").indexOf('/') < 1;
  }

  @Override
  public Endpoints endpoints() {
    return endpoints;
  }

  @Override
  public void provision(Template template) throws IOException, InterruptedException {
    emulators.provision(template);
  }

  @Override
  public AutoCloseable tell(ObjectListener listener) {
    return emulators.tell(listener);
  }

  @Override
  public void close() {
    started.close();
  }
}
