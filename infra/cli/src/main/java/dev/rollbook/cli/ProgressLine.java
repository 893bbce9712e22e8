package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/**
 * Shows how far an import is: a bar that redraws itself on a terminal, a line for each step where
 * output is piped.
 */
final class ProgressLine implements AutoCloseable {

  private static final int WIDTH = 30;

  /** Whether standard error is a terminal; the script, which can tell on every JDK, sets it. */
  private static final String TERMINAL = "rollbook.terminal";

  private final PrintWriter out;
  private final boolean terminal;
  private String last = "";

  private ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  static ProgressLine on(PrintWriter out) {
    return new ProgressLine(out, isTerminal());
  }

  static boolean isTerminal() {
    return Boolean.getBoolean(TERMINAL);
  }

  void show(String status, JsonNode progress) {
    long total = progress.path("rowsTotal").asLong();
    long done = progress.path("rowsDone").asLong();
    long percent = progress.path("percent").asLong();
    String rows = total == 0 ? "" : "  " + percent + " %  " + done + " / " + total + " rows";
    if (terminal) {
      String left =
          progress.hasNonNull("secondsLeft")
              ? "  " + progress.path("secondsLeft").asLong() + " s left"
              : "";
      int filled = (int) (percent * WIDTH / 100);
      draw("[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "]  " + status + rows + left);
    } else {
      // A tenth is news; the rows between are not.
      String line = status + (total == 0 ? "" : "  " + percent / 10 * 10 + " %");
      if (!line.equals(last)) {
        out.println(line);
        out.flush();
        last = line;
      }
    }
  }

  private void draw(String line) {
    out.print("\r" + line + " ".repeat(Math.max(0, last.length() - line.length())));
    out.flush();
    last = line;
  }

  @Override
  public void close() {
    if (terminal && !last.isEmpty()) {
      draw("");
      out.print("\r");
      out.flush();
    }
  }
}
