package dev.rollbook.local;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.rollbook.local.emulator.DynamoDbEmulator;
import dev.rollbook.local.emulator.Loopback;
import dev.rollbook.local.emulator.ObjectListener;
import dev.rollbook.local.emulator.Provisioning;
import dev.rollbook.local.emulator.S3Emulator;
import dev.rollbook.local.emulator.SqsEmulator;
import dev.rollbook.local.host.Folders;
import dev.rollbook.local.host.FunctionHost;
import dev.rollbook.local.host.Logs;
import dev.rollbook.local.template.StackNames;
import dev.rollbook.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * DynamoDB, SQS, S3, the functions and the HTTP API of {@code template.yaml} on this machine.
 * Everything listens on {@code 127.0.0.1}. Nothing is printed: what the functions and the host have
 * to say is in the {@code logs} folder and goes to the configured consumer.
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

  private static final int API_THREADS = 16;
  private static final String LOG4J_CONFIGURATION = "log4j2.configurationFile";

  static {
    // Without it the JDK's server, which sends head and body apart, waits for the client's delayed
    // acknowledgement between the two: 40 ms a call. It looks at this once, when it first starts.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Deque<Closing> closings = new ArrayDeque<>();
  private final Thread hook = new Thread(this::close, "rollbook-shutdown");
  private final DataFolder folder;
  private final Logs logs;
  private final Template template;
  private final Endpoints endpoints;
  private final FunctionHost host;
  private final URI api;
  private final URI invoke;
  private boolean closed;

  private record Closing(String what, ThrowingRunnable action) {}

  @FunctionalInterface
  private interface ThrowingRunnable {
    void run() throws Exception;
  }

  /**
   * Starts it and returns when it is ready.
   *
   * @throws IllegalStateException if another one runs in the same data folder
   * @throws dev.rollbook.local.template.TemplateException if the template cannot be read
   * @throws IOException if something cannot start; what had started is stopped again
   */
  public static EmbeddedCloud start(CloudConfig config) throws IOException, InterruptedException {
    quietEmulators();
    DataFolder folder = DataFolder.open(config.storage());
    Deque<Closing> started = new ArrayDeque<>();
    started.push(new Closing("the data folder", folder::close));
    try {
      return new EmbeddedCloud(config, folder, started);
    } catch (Throwable e) {
      for (Closing closing : started) {
        try {
          closing.action().run();
        } catch (Exception suppressed) {
          e.addSuppressed(suppressed);
        }
      }
      throw e;
    }
  }

  /**
   * DynamoDB Local brings a Log4j configuration that prints to standard output; ours is named,
   * unless the program has one.
   */
  private static void quietEmulators() {
    if (System.getProperty(LOG4J_CONFIGURATION) == null) {
      System.setProperty(LOG4J_CONFIGURATION, "classpath:dev/rollbook/local/emulators-log4j2.xml");
    }
    // Before the emulators start side by side and race for it.
    LoggerFactory.getILoggerFactory();
  }

  private EmbeddedCloud(CloudConfig config, DataFolder folder, Deque<Closing> started)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.logs = new Logs(folder.child("logs"), config.logs());
    started.push(new Closing("the logs", logs::close));
    HttpServer apiServer = server(config.apiPort(), started);
    HttpServer invokeServer = server(0, started);
    this.api = Loopback.url(apiServer.getAddress().getPort());
    this.invoke = Loopback.url(invokeServer.getAddress().getPort());
    int sqsPort = Loopback.freePort();
    StackNames names = StackNames.local(Loopback.url(sqsPort), api);
    this.template =
        Template.read(config.projectRoot().resolve("template.yaml"), names, config.parameters());
    AtomicReference<ObjectListener> stored = new AtomicReference<>(object -> {});
    this.endpoints = emulators(folder, sqsPort, stored, started);
    Path processes = folder.child("processes");
    // Left over from a host that was killed.
    Folders.delete(processes);
    this.host =
        new FunctionHost(
            new FunctionHost.Setup(
                template,
                names,
                endpoints,
                config.functionEndpoints().apply(endpoints),
                folder.child("processes"),
                logs,
                config.concurrencyCap(),
                config.retryDelay(),
                config.listener()));
    started.push(new Closing("the processes' folder", () -> Folders.delete(processes)));
    started.push(new Closing("the functions", host::stop));
    stored.set(host.storageEvents());
    host.start();
    serve(apiServer, host.httpApi());
    serve(invokeServer, host.invokeApi());
    if (!folder.temporary()) {
      new RunningCloud(ProcessHandle.current().pid(), api, invoke, endpoints).write(folder.path());
      started.push(new Closing("running.json", () -> RunningCloud.remove(folder.path())));
      SamEnvironment.write(folder.path(), template, endpoints);
      started.push(new Closing("sam.json", () -> SamEnvironment.remove(folder.path())));
    }
    closings.addAll(started);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts the three side by side, each with what the template declares in it. */
  private Endpoints emulators(
      DataFolder folder,
      int sqsPort,
      AtomicReference<ObjectListener> stored,
      Deque<Closing> started)
      throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      CompletableFuture<URI> dynamoDb = async(threads, () -> dynamoDb(folder, started));
      CompletableFuture<URI> sqs = async(threads, () -> sqs(folder, sqsPort, started));
      CompletableFuture<URI> s3 = async(threads, () -> s3(folder, stored, started));
      CompletableFuture.allOf(dynamoDb, sqs, s3).join();
      return new Endpoints(dynamoDb.join(), sqs.join(), s3.join());
    } catch (CompletionException e) {
      throw new IOException(
          "The embedded cloud cannot start: " + e.getCause().getMessage(), e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  private URI dynamoDb(DataFolder folder, Deque<Closing> started) throws Exception {
    DynamoDbEmulator emulator =
        folder.temporary()
            ? DynamoDbEmulator.inMemory()
            : DynamoDbEmulator.onDisk(folder.child("dynamodb"));
    push(started, new Closing("DynamoDB", emulator::stop));
    try (DynamoDbClient client =
        new Endpoints(emulator.endpoint(), emulator.endpoint(), emulator.endpoint())
            .dynamoDbClient()) {
      Provisioning.tables(client, template.tables());
    }
    return emulator.endpoint();
  }

  private URI sqs(DataFolder folder, int port, Deque<Closing> started) throws Exception {
    SqsEmulator emulator =
        folder.temporary()
            ? SqsEmulator.inMemory(port, Endpoints.REGION)
            : SqsEmulator.onDisk(port, Endpoints.REGION, folder.child("sqs"));
    push(started, new Closing("SQS", emulator::stop));
    try (SqsClient client =
        new Endpoints(emulator.endpoint(), emulator.endpoint(), emulator.endpoint()).sqsClient()) {
      Provisioning.queues(client, template.queues(), emulator.stored());
    }
    return emulator.endpoint();
  }

  private URI s3(DataFolder folder, AtomicReference<ObjectListener> stored, Deque<Closing> started)
      throws Exception {
    S3Emulator emulator =
        S3Emulator.start(
            folder.child("s3"),
            Endpoints.ACCESS_KEY,
            Endpoints.SECRET_KEY,
            object -> stored.get().stored(object));
    push(started, new Closing("S3", emulator::stop));
    try (S3Client client =
        new Endpoints(emulator.endpoint(), emulator.endpoint(), emulator.endpoint()).s3Client()) {
      Provisioning.buckets(client, template.buckets());
    }
    return emulator.endpoint();
  }

  private static void push(Deque<Closing> started, Closing closing) {
    synchronized (started) {
      started.push(closing);
    }
  }

  private static <T> CompletableFuture<T> async(ExecutorService threads, Callable<T> task) {
    CompletableFuture<T> future = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            future.complete(task.call());
          } catch (Throwable e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  /** Takes its port now, so that its URL is known, and answers later. */
  private static HttpServer server(int port, Deque<Closing> started) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(Loopback.address(port), 0);
    } catch (IOException e) {
      throw new IOException(
          "Cannot listen on port "
              + port
              + ": "
              + e.getMessage()
              + ". Choose another port, or 0 for any.",
          e);
    }
    started.push(new Closing("port " + port, () -> server.stop(0)));
    return server;
  }

  private static void serve(HttpServer server, HttpHandler handler) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            API_THREADS,
            API_THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "http-api");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
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
    return endpoints;
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
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    IllegalStateException failure =
        new IllegalStateException("Not all of the embedded cloud stopped");
    for (Closing closing : closings) {
      try {
        closing.action().run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        failure.addSuppressed(new IllegalStateException("Cannot stop " + closing.what(), e));
      }
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending; this runs as the hook.
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
