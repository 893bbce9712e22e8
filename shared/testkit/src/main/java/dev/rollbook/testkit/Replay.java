package dev.rollbook.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Supplier;

/** Says of a history by chance what somebody needs who runs it again by its seed. */
public final class Replay {

  private static final int SHOWN = 2_500;

  private Replay() {}

  /**
   * A history that ends, or does not hold.
   *
   * @param <E> what else may stop it
   */
  @FunctionalInterface
  public interface Run<E extends Exception> {
    /** Runs it to its end. */
    void run() throws E;
  }

  /**
   * What is wrong with a history; empty if nothing is. With {@code -Drollbook.history.log=true}
   * also each of its steps.
   *
   * @param seed by which it runs again
   * @param log its steps so far
   */
  public static <E extends Exception> String whatIsWrong(
      long seed, Supplier<List<String>> log, Run<E> history) throws E {
    try {
      history.run();
      return "";
    } catch (AssertionError | RuntimeException e) {
      StringWriter text = new StringWriter();
      text.append("seed " + seed + ": ");
      if (Boolean.getBoolean("rollbook.history.log")) {
        log.get().forEach(line -> text.append(line).append('\n'));
        e.printStackTrace(new PrintWriter(text));
      }
      String message = String.valueOf(e.getMessage());
      return text + message.substring(0, Math.min(SHOWN, message.length()));
    }
  }
}
