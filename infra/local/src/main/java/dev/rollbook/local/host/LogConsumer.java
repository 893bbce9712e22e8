package dev.rollbook.local.host;

/** Gets every line a function prints. Called from several threads. */
@FunctionalInterface
public interface LogConsumer {

  /**
   * Takes one line.
   *
   * @param function the function's logical id, {@code host} for the host's own complaints
   */
  void line(String function, String line);
}
