package dev.rollbook.local.template;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An {@code AWS::Serverless::Function}, {@code Globals} merged in.
 *
 * @param logicalId its key in the template
 * @param name its function name
 * @param arn its ARN
 * @param handler class, and method if the class does not implement a handler interface
 * @param code its jar
 * @param timeout what an invocation may take
 * @param memoryMb what its process may hold, in MiB
 * @param environment its variables
 * @param concurrency how many invocations run side by side at most ({@code
 *     ReservedConcurrentExecutions}, else the account's 1,000)
 * @param events what invokes it
 * @param async what becomes of asynchronous invocations that fail
 */
@RecordBuilder
public record FunctionResource(
    String logicalId,
    String name,
    String arn,
    String handler,
    Path code,
    Duration timeout,
    int memoryMb,
    Map<String, String> environment,
    int concurrency,
    List<EventSource> events,
    AsyncPolicy async) {

  /**
   * {@code EventInvokeConfig}.
   *
   * @param retries how often a failed invocation is tried again, 2 unless the template says
   *     otherwise
   * @param onFailureQueueArns where an event goes that failed every time: one queue or none
   */
  public record AsyncPolicy(int retries, List<String> onFailureQueueArns) {}

  /** The same with other variables. */
  public FunctionResource with(Map<String, String> variables) {
    return FunctionResourceBuilder.from(this).environment(variables).build();
  }

  /** The events of one kind. */
  public <E extends EventSource> Stream<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }
}
