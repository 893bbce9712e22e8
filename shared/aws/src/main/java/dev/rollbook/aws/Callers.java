package dev.rollbook.aws;

import dev.rollbook.ParallelCalls;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Makes calls to a service side by side. None of them may make calls by this class itself. */
final class Callers {

  /**
   * A call takes some 5 ms, so sixteen callers write 3,000 users a second: more than a function of
   * two cores can plan. Each holds one connection.
   */
  static final int COUNT = 16;

  private static final ParallelCalls CALLS = new ParallelCalls(COUNT, "rollbook-caller");

  private Callers() {}

  /**
   * Calls for each of the items and waits for every call.
   *
   * @return what the calls gave, in the order of the items
   */
  static <T, R> List<R> each(Collection<T> items, Function<T, R> call) {
    return CALLS.map(items, call);
  }
}
