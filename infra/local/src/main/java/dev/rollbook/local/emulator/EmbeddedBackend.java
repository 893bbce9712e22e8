package dev.rollbook.local.emulator;

import dev.rollbook.local.backend.Backend;
import dev.rollbook.local.backend.Closings;
import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.backend.ObjectListener;
import dev.rollbook.local.backend.SideBySide;
import dev.rollbook.local.provisioning.Provisioning;
import dev.rollbook.local.template.BucketResource;
import dev.rollbook.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * DynamoDB Local, ElasticMQ and S3Proxy, all in this JVM and on {@code 127.0.0.1}. S3Proxy keeps no
 * versions of objects, whatever the template says of a bucket.
 */
public final class EmbeddedBackend implements Backend {

  private static final String LOG4J_CONFIGURATION = "log4j2.configurationFile";

  private final Closings started = new Closings();
  private final AtomicReference<Consumer<List<BucketResource>>> s3Rules =
      new AtomicReference<>(buckets -> {});
  private final AtomicReference<ObjectListener> listener = new AtomicReference<>(object -> {});
  private final Path folder;
  private final boolean lasting;
  private final Endpoints endpoints;

  /** Starts the three; a {@link Backend.Starter}. */
  public static EmbeddedBackend start(Path folder, boolean lasting)
      throws IOException, InterruptedException {
    quiet();
    return new EmbeddedBackend(folder, lasting);
  }

  /**
   * DynamoDB Local brings a Log4j configuration that prints to standard output; ours is named,
   * unless the program has one.
   */
  private static void quiet() {
    if (System.getProperty(LOG4J_CONFIGURATION) == null) {
      System.setProperty(LOG4J_CONFIGURATION, "classpath:dev/rollbook/local/emulators-log4j2.xml");
    }
    // Before the emulators start side by side and race for it.
    LoggerFactory.getILoggerFactory();
  }

  private EmbeddedBackend(Path folder, boolean lasting) throws IOException, InterruptedException {
    this.folder = folder;
    this.lasting = lasting;
    try {
      List<Callable<URI>> services = List.of(this::dynamoDb, this::sqs, this::s3);
      List<URI> uris = SideBySide.all(services);
      this.endpoints = new Endpoints(uris.get(0), uris.get(1), uris.get(2));
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.closeAfter(e);
      throw e;
    }
  }

  private URI dynamoDb() throws Exception {
    DynamoDbEmulator emulator =
        lasting ? DynamoDbEmulator.onDisk(child("dynamodb")) : DynamoDbEmulator.inMemory();
    started.add("DynamoDB", emulator::stop);
    return emulator.endpoint();
  }

  private URI sqs() throws Exception {
    int port = Loopback.freePort();
    SqsEmulator emulator =
        lasting
            ? SqsEmulator.onDisk(port, Endpoints.REGION, child("sqs"))
            : SqsEmulator.inMemory(port, Endpoints.REGION);
    started.add("SQS", emulator::stop);
    emulator.awaitRestored();
    return emulator.endpoint();
  }

  private URI s3() throws Exception {
    S3Emulator emulator =
        S3Emulator.start(
            child("s3"),
            Endpoints.ACCESS_KEY,
            Endpoints.SECRET_KEY,
            object -> listener.get().stored(object));
    started.add("S3", emulator::stop);
    s3Rules.set(emulator::followRules);
    return emulator.endpoint();
  }

  private Path child(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  @Override
  public Endpoints endpoints() {
    return endpoints;
  }

  @Override
  public void provision(Template template) throws IOException, InterruptedException {
    Provisioning.create(template, endpoints);
    s3Rules.get().accept(template.buckets());
  }

  /** Stays until the services stop: functions that are still at work store objects, too. */
  @Override
  public AutoCloseable tell(ObjectListener other) {
    listener.set(other);
    return () -> {};
  }

  @Override
  public void close() {
    started.close();
  }
}
