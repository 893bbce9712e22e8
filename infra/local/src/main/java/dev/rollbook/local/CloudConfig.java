package dev.rollbook.local;

import dev.rollbook.local.host.InvocationListener;
import dev.rollbook.local.host.LogConsumer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How an {@link EmbeddedCloud} is to be.
 *
 * @param projectRoot the folder of {@code template.yaml}
 * @param storage where its state is kept
 * @param apiPort where the HTTP API answers, 0 for any free port
 * @param parameters values for the template's parameters, in place of their defaults
 * @param concurrencyCap most processes per function, whatever the template allows
 * @param retryDelay time before a failed asynchronous invocation is tried again; AWS takes a
 *     minute, then two
 * @param listener told of every invocation
 * @param logs gets every line the functions print
 * @param functionEndpoints what the functions take for the services, made from where these answer;
 *     a proxy that injects faults goes here
 */
public record CloudConfig(
    Path projectRoot,
    Storage storage,
    int apiPort,
    Map<String, String> parameters,
    int concurrencyCap,
    Duration retryDelay,
    InvocationListener listener,
    LogConsumer logs,
    UnaryOperator<Endpoints> functionEndpoints) {

  private static final int DEFAULT_CONCURRENCY = 2;

  /** In memory, on any port, two processes per function, one second before a retry. */
  public static CloudConfig of(Path projectRoot) {
    return new CloudConfig(
        projectRoot,
        new Storage.Memory(),
        0,
        Map.of(),
        DEFAULT_CONCURRENCY,
        Duration.ofSeconds(1),
        new InvocationListener() {},
        (function, line) -> {},
        UnaryOperator.identity());
  }

  /** The same with its state in a folder. */
  public CloudConfig inFolder(Path folder) {
    return new CloudConfig(
        projectRoot,
        new Storage.Folder(folder),
        apiPort,
        parameters,
        concurrencyCap,
        retryDelay,
        listener,
        logs,
        functionEndpoints);
  }

  /** The same with its API at a port. */
  public CloudConfig withApiPort(int port) {
    return new CloudConfig(
        projectRoot,
        storage,
        port,
        parameters,
        concurrencyCap,
        retryDelay,
        listener,
        logs,
        functionEndpoints);
  }

  /** The same with other parameters. */
  public CloudConfig withParameters(Map<String, String> values) {
    return new CloudConfig(
        projectRoot,
        storage,
        apiPort,
        Map.copyOf(values),
        concurrencyCap,
        retryDelay,
        listener,
        logs,
        functionEndpoints);
  }

  /** The same with another cap. */
  public CloudConfig withConcurrencyCap(int cap) {
    return new CloudConfig(
        projectRoot,
        storage,
        apiPort,
        parameters,
        cap,
        retryDelay,
        listener,
        logs,
        functionEndpoints);
  }

  /** The same with another delay. */
  public CloudConfig withRetryDelay(Duration delay) {
    return new CloudConfig(
        projectRoot,
        storage,
        apiPort,
        parameters,
        concurrencyCap,
        delay,
        listener,
        logs,
        functionEndpoints);
  }

  /** The same with a listener. */
  public CloudConfig withListener(InvocationListener other) {
    return new CloudConfig(
        projectRoot,
        storage,
        apiPort,
        parameters,
        concurrencyCap,
        retryDelay,
        other,
        logs,
        functionEndpoints);
  }

  /** The same with a consumer of logs. */
  public CloudConfig withLogs(LogConsumer consumer) {
    return new CloudConfig(
        projectRoot,
        storage,
        apiPort,
        parameters,
        concurrencyCap,
        retryDelay,
        listener,
        consumer,
        functionEndpoints);
  }

  /** The same with something between the functions and the services. */
  public CloudConfig withFunctionEndpoints(UnaryOperator<Endpoints> between) {
    return new CloudConfig(
        projectRoot,
        storage,
        apiPort,
        parameters,
        concurrencyCap,
        retryDelay,
        listener,
        logs,
        between);
  }
}
