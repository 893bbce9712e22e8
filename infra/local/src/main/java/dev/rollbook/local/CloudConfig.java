package dev.rollbook.local;

import dev.rollbook.local.backend.Backend;
import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.emulator.EmbeddedBackend;
import dev.rollbook.local.host.InvocationListener;
import dev.rollbook.local.host.LogConsumer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How an {@link EmbeddedCloud} is to be. None ever changes: each {@code with} makes another. */
public final class CloudConfig {

  private final Path projectRoot;
  private Storage storage = new Storage.Memory();
  private Backend.Starter backend = EmbeddedBackend::start;
  private int apiPort;
  private Map<String, String> parameters = Map.of();
  private int concurrencyCap = 2;
  private Duration retryDelay = Duration.ofSeconds(1);
  private InvocationListener listener = new InvocationListener() {};
  private LogConsumer logs = (function, line) -> {};
  private UnaryOperator<Endpoints> functionEndpoints = UnaryOperator.identity();
  private boolean containers;

  private CloudConfig(Path projectRoot) {
    this.projectRoot = projectRoot;
  }

  /**
   * In memory, on any port, two processes per function, one second before a retry.
   *
   * @param projectRoot the folder of {@code template.yaml}
   */
  public static CloudConfig of(Path projectRoot) {
    return new CloudConfig(projectRoot);
  }

  private CloudConfig but(Consumer<CloudConfig> change) {
    CloudConfig copy = new CloudConfig(projectRoot);
    copy.storage = storage;
    copy.backend = backend;
    copy.apiPort = apiPort;
    copy.parameters = parameters;
    copy.concurrencyCap = concurrencyCap;
    copy.retryDelay = retryDelay;
    copy.listener = listener;
    copy.logs = logs;
    copy.functionEndpoints = functionEndpoints;
    copy.containers = containers;
    change.accept(copy);
    return copy;
  }

  /** The same with its state in a folder. */
  public CloudConfig inFolder(Path folder) {
    return but(copy -> copy.storage = new Storage.Folder(folder));
  }

  /** The same with DynamoDB, SQS and S3 from elsewhere than this JVM. */
  public CloudConfig withBackend(Backend.Starter starter) {
    return but(copy -> copy.backend = starter);
  }

  /** The same with its API at a port, 0 for any free one. */
  public CloudConfig withApiPort(int port) {
    return but(copy -> copy.apiPort = port);
  }

  /** The same with values for the template's parameters, in place of their defaults. */
  public CloudConfig withParameters(Map<String, String> values) {
    return but(copy -> copy.parameters = Map.copyOf(values));
  }

  /** The same with at most so many processes per function, whatever the template allows. */
  public CloudConfig withConcurrencyCap(int cap) {
    return but(copy -> copy.concurrencyCap = cap);
  }

  /**
   * The same with another time before a failed asynchronous invocation is tried again; AWS takes a
   * minute, then two.
   */
  public CloudConfig withRetryDelay(Duration delay) {
    return but(copy -> copy.retryDelay = delay);
  }

  /** The same with a listener that is told of every invocation. */
  public CloudConfig withListener(InvocationListener other) {
    return but(copy -> copy.listener = other);
  }

  /** The same with a consumer of every line the functions print. */
  public CloudConfig withLogs(LogConsumer consumer) {
    return but(copy -> copy.logs = consumer);
  }

  /**
   * The same with something between the functions and the services, for instance a proxy that
   * injects faults. It is told where these answer and says what the functions take for them.
   */
  public CloudConfig withFunctionEndpoints(UnaryOperator<Endpoints> between) {
    return but(copy -> copy.functionEndpoints = between);
  }

  /**
   * The same with a way in for containers: functions that {@code sam local} runs work on it, with
   * {@code sam.json} in its folder. It needs a folder.
   */
  public CloudConfig withContainers() {
    return but(copy -> copy.containers = true);
  }

  Path projectRoot() {
    return projectRoot;
  }

  Storage storage() {
    return storage;
  }

  Backend.Starter backend() {
    return backend;
  }

  int apiPort() {
    return apiPort;
  }

  Map<String, String> parameters() {
    return parameters;
  }

  int concurrencyCap() {
    return concurrencyCap;
  }

  Duration retryDelay() {
    return retryDelay;
  }

  InvocationListener listener() {
    return listener;
  }

  LogConsumer logs() {
    return logs;
  }

  UnaryOperator<Endpoints> functionEndpoints() {
    return functionEndpoints;
  }

  boolean containers() {
    return containers;
  }
}
