package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;

/**
 * A plan printed as a difference: {@code +} for who is created, {@code ~} for a value that changes,
 * {@code >} for another name, {@code ^} for who is active again, {@code -} for who is not any more.
 * Coloured on a terminal.
 */
final class PlanDifference {

  private static final String PLAIN = "\u001B[0m";

  /** Sign and colour of each kind. */
  private static final Map<String, Mark> MARKS =
      Map.of(
          "create", new Mark("+", "\u001B[32m"),
          "update", new Mark("~", "\u001B[33m"),
          "rename", new Mark(">", "\u001B[36m"),
          "reactivate", new Mark("^", "\u001B[32m"),
          "deactivate", new Mark("-", "\u001B[31m"));

  private record Mark(String sign, String colour) {}

  private final PrintWriter out;
  private final boolean coloured;

  PlanDifference(PrintWriter out) {
    this(out, ProgressLine.isTerminal() && System.getenv("NO_COLOR") == null);
  }

  PlanDifference(PrintWriter out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** Prints how many there are of each kind. */
  void counts(JsonNode counts) {
    counts
        .properties()
        .forEach(
            count -> line(count.getKey(), "%-12s %,10d".formatted(count.getKey(), number(count))));
    out.println();
  }

  /** Prints why the plan can never be applied, if so. */
  void refusal(String code) {
    if (code.equals("PASSWORDS_GONE")) {
      out.println("Cannot be applied: it gives passwords that only the roster had. Import that.\n");
    } else if (!code.isEmpty() && !code.equals("null")) {
      out.println("Cannot be applied: " + code + "\n");
    }
  }

  private static long number(Map.Entry<String, JsonNode> count) {
    return count.getValue().asLong();
  }

  /** Prints what is done with a user: a line, or one for each value of a user that changes. */
  void item(JsonNode item) {
    String kind = item.path("kind").asText();
    String username = item.path("username").asText();
    switch (kind) {
      case "update" ->
          item.path("fields").forEach(field -> line(kind, username + "  " + change(field)));
      case "rename" -> line(kind, item.path("oldUsername").asText() + "  → " + username);
      default -> line(kind, username);
    }
  }

  /** A value before and after. */
  static String change(JsonNode field) {
    return "%s  %s → %s"
        .formatted(
            field.path("field").asText(), value(field.path("before")), value(field.path("after")));
  }

  private static String value(JsonNode value) {
    return value.isNull() ? "∅" : "\"" + value.asText() + "\"";
  }

  private void line(String kind, String text) {
    Mark mark = MARKS.getOrDefault(kind, new Mark(" ", ""));
    String line = mark.sign() + " " + text;
    out.println(coloured ? mark.colour() + line + PLAIN : line);
  }
}
