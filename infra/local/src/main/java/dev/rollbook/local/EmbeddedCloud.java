package dev.rollbook.local;

import dev.rollbook.local.backend.Backend;
import dev.rollbook.local.backend.Closings;
import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.host.Folders;
import dev.rollbook.local.host.FunctionHost;
import dev.rollbook.local.host.FunctionHostSetupBuilder;
import dev.rollbook.local.host.InvokeApi;
import dev.rollbook.local.host.Logs;
import dev.rollbook.local.template.StackNames;
import dev.rollbook.local.template.Template;
import dev.rollbook.local.template.TemplateReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * DynamoDB, SQS, S3, the functions and the HTTP API of {@code template.yaml} on this machine.
 * Everything in it listens on {@code 127.0.0.1}, but for a way in for containers, if it is to have
 * one: that listens where their bridge reaches it. Nothing is printed: what the functions and the
 * host have to say is in the {@code logs} folder and goes to the configured consumer.
 *
 * <pre>{@code
 * try (EmbeddedCloud cloud = EmbeddedCloud.start(CloudConfig.of(projectRoot))) {
 *   HttpRequest.newBuilder(cloud.api().resolve("/v1/imports"));
 * }
 * }</pre>
 *
 * <p>Closing it stops everything it started; so does the end of the JVM, and the functions'
 * processes end by themselves if the JVM is killed.
 */
public final class EmbeddedCloud implements AutoCloseable {

  /** Beside Lambda's own call, and at the same port. */
  private static final String HELD_EVENTS = "/held-events/";

  private final Closings started;
  private final Thread hook = new Thread(this::close, "rollbook-shutdown");
  private final DataFolder folder;
  private final Template template;
  private final Backend backend;
  private final FunctionHost host;
  private final URI api;
  private final URI invoke;

  /**
   * Starts it and returns when it is ready.
   *
   * @throws IllegalStateException if another one runs in the same data folder
   * @throws dev.rollbook.local.template.TemplateException if the template cannot be read
   * @throws IOException if something cannot start; what had started is stopped again
   */
  public static EmbeddedCloud start(CloudConfig config) throws IOException, InterruptedException {
    DataFolder folder = DataFolder.open(config.storage());
    Closings started = new Closings();
    started.add("the data folder", folder::close);
    try {
      return new EmbeddedCloud(config, folder, started);
    } catch (Throwable e) {
      started.closeAfter(e);
      throw e;
    }
  }

  private EmbeddedCloud(CloudConfig config, DataFolder folder, Closings started)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.started = started;
    Logs logs = new Logs(folder.child("logs"), config.logs());
    started.add("the logs", logs);
    HttpPort apiPort = HttpPort.take(config.apiPort());
    started.add("the API's port", apiPort);
    HttpPort invokePort = HttpPort.take(0);
    started.add("the port for Invoke", invokePort);
    this.api = apiPort.url();
    this.invoke = invokePort.url();
    this.backend = config.backend().start(folder.path(), !folder.temporary());
    started.add("the backend", backend);
    StackNames names = StackNames.local(backend.endpoints().sqs(), api);
    this.template =
        new LocalSecrets(folder.path())
            .resolve(
                TemplateReader.read(
                    config.projectRoot().resolve("template.yaml"), names, config.parameters()));
    backend.provision(template);
    Path processes = folder.child("processes");
    // Left over from a host that was killed.
    Folders.delete(processes);
    this.host =
        new FunctionHost(
            FunctionHostSetupBuilder.builder()
                .template(template)
                .names(names)
                .endpoints(backend.endpoints())
                .functionEndpoints(config.functionEndpoints().apply(backend.endpoints()))
                .folder(folder.child("processes"))
                .logs(logs)
                .concurrencyCap(config.concurrencyCap())
                .retryDelay(config.retryDelay())
                .listener(config.listener())
                .build());
    started.add("the processes' folder", () -> Folders.delete(processes));
    started.add("the functions", host::stop);
    started.add("storage events", backend.tell(host.storageEvents()));
    host.start();
    apiPort.answerBy(host.httpApi());
    invokePort.answerBy(HELD_EVENTS, host.heldEventsApi());
    invokePort.answerBy(new InvokeApi(host));
    if (!folder.temporary()) {
      new RunningCloud(ProcessHandle.current().pid(), api, invoke, backend.endpoints())
          .write(folder.path());
      started.add("running.json", () -> RunningCloud.remove(folder.path()));
      AwsEnvironment.write(folder.path(), template, backend.endpoints(), invoke);
      started.add("aws.env", () -> AwsEnvironment.remove(folder.path()));
    }
    if (config.containers()) {
      letContainersIn();
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void letContainersIn() throws IOException {
    if (folder.temporary()) {
      throw new IllegalStateException(
          "Containers find the way to a cloud by a file in its folder, and this one has none");
    }
    ContainerBridge bridge = ContainerBridge.find();
    HttpPort port = HttpPort.take(bridge.anyPort());
    started.add("the way for containers", port);
    port.answerBy(new ServiceProxy(backend.endpoints(), bridge));
    SamEnvironment.write(folder.path(), template, backend.endpoints(), port.number());
    started.add("sam.json", () -> SamEnvironment.remove(folder.path()));
  }

  /** Where the HTTP API answers. */
  public URI api() {
    return api;
  }

  /** Where Lambda's Invoke call answers: {@code aws lambda invoke --endpoint-url} takes it. */
  public URI invokeEndpoint() {
    return invoke;
  }

  /** Where DynamoDB, SQS and S3 answer, and clients for them. */
  public Endpoints endpoints() {
    return backend.endpoints();
  }

  /** What the template declares. */
  public Template template() {
    return template;
  }

  /** The functions. */
  public FunctionHost host() {
    return host;
  }

  /** The folder with the log files. */
  public Path logFolder() {
    return folder.path().resolve("logs");
  }

  /** Stops everything, last started first. Running invocations have a few seconds to end. */
  @Override
  public void close() {
    try {
      started.close();
    } finally {
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending; this runs as the hook.
    }
  }
}
