package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The summary of an import as a person reads it, in the tenant's language. */
final class SummaryTable {

  private static final List<String> COUNTS =
      List.of(
          "rows",
          "created",
          "updated",
          "unchanged",
          "reactivated",
          "renamed",
          "skipped",
          "deactivated",
          "failed",
          "duplicates",
          "blank",
          "beyondLimit",
          "warnings");

  private static final List<String> PART_OF_UPDATED =
      List.of("unchanged", "reactivated", "renamed");

  private final ResourceBundle words;
  private final Locale locale;

  private SummaryTable(Locale locale) {
    this.locale = locale;
    this.words =
        ResourceBundle.getBundle(
            "dev.rollbook.cli.summary",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  static SummaryTable in(String language) {
    return new SummaryTable(language.equals("de") ? Locale.GERMAN : Locale.ENGLISH);
  }

  /** Prints a summary in the tenant's language, or its JSON. */
  static void show(ApiClient client, JsonNode summary, boolean json, PrintWriter out)
      throws IOException, InterruptedException {
    if (json) {
      out.println(summary.toPrettyString());
      out.flush();
    } else {
      of(client).print(summary, out);
    }
  }

  /** In the language of a client's tenant. */
  static SummaryTable of(ApiClient client) throws IOException, InterruptedException {
    return in(client.get("/settings").path("language").asText());
  }

  /** Prints below an ended import's summary the first who failed and who are held. */
  void printFirstNames(ApiClient client, JsonNode summary, PrintWriter out)
      throws IOException, InterruptedException {
    new FirstNames(client, words, locale).print(summary, out);
  }

  void print(JsonNode summary, PrintWriter out) {
    line(out, "import", summary.path("name").asText() + "  " + summary.path("importId").asText());
    line(out, "status", status(summary));
    for (String link : List.of("applies", "undoes")) {
      if (summary.hasNonNull(link)) {
        line(out, link, summary.path(link).asText());
      }
    }
    JsonNode failure = summary.path("failure");
    if (failure.hasNonNull("code")) {
      line(out, "failure", failure.path("code").asText());
      out.println();
      out.println(failure.path("message").asText());
      out.flush();
      return;
    }
    reading(summary.path("reading"), out);
    if (!summary.hasNonNull("finishedAt")) {
      JsonNode progress = summary.path("progress");
      long total = progress.path("rowsTotal").asLong();
      if (total > 0) {
        line(out, "progress", progress.path("rowsDone").asLong() + " / " + total);
      }
      out.flush();
      return;
    }
    out.println();
    JsonNode counts = summary.path("counts");
    for (String count : COUNTS) {
      String indent = PART_OF_UPDATED.contains(count) ? "    " : "  ";
      out.printf(
          locale,
          "%-28s %,10d%n",
          indent + words.getString("count." + count),
          counts.path(count).asLong());
    }
    deactivation(summary, out);
    out.println();
    summary.path("messages").forEach(message -> out.println(message.asText()));
    if (counts.path("failed").asLong() + counts.path("warnings").asLong() > 0) {
      out.println();
      out.println("rollbook report " + summary.path("importId").asText());
      if (counts.path("failed").asLong() > 0) {
        out.println("rollbook failed " + summary.path("importId").asText());
      }
    }
    JsonNode cost = summary.path("cost");
    out.println();
    out.printf(
        locale,
        words.getString("cost") + "%n",
        cost.path("readUnits").asDouble(),
        cost.path("writeUnits").asDouble(),
        cost.path("rowsPerSecond").asDouble());
    out.flush();
  }

  private String status(JsonNode summary) {
    return summary.path("status").asText()
        + (summary.path("dryRun").asBoolean() ? "  (" + words.getString("dryRun") + ")" : "");
  }

  private void reading(JsonNode reading, PrintWriter out) {
    StringBuilder how = new StringBuilder(reading.path("format").asText());
    for (String part : List.of("charset", "delimiter", "sheet")) {
      String value = reading.path(part).asText();
      if (!value.isEmpty()) {
        how.append("  ").append(value.equals("\t") ? "tab" : value);
      }
    }
    line(out, "reading", how.toString());
    StringBuilder columns = new StringBuilder();
    reading
        .path("columns")
        .forEach(
            column ->
                columns
                    .append(columns.isEmpty() ? "" : ", ")
                    .append(column.path("column").asText())
                    .append(" → ")
                    .append(column.path("target").asText()));
    line(out, "columns", columns.toString());
    if (!reading.path("ignoredColumns").isEmpty()) {
      StringBuilder ignored = new StringBuilder();
      reading
          .path("ignoredColumns")
          .forEach(column -> ignored.append(ignored.isEmpty() ? "" : ", ").append(column.asText()));
      line(out, "ignored", ignored.toString());
    }
    reading.path("notes").forEach(note -> line(out, "note", note.asText()));
  }

  private void deactivation(JsonNode summary, PrintWriter out) {
    JsonNode deactivation = summary.path("deactivation");
    String state = deactivation.path("state").asText();
    if (state.equals("NOT_REQUESTED")) {
      return;
    }
    StringBuilder text = new StringBuilder(state);
    deactivation.path("reasons").forEach(reason -> text.append("  ").append(reason.asText()));
    out.println();
    line(
        out,
        "deactivation",
        text
            + "  "
            + String.format(
                locale,
                words.getString("planned"),
                deactivation.path("planned").asLong(),
                deactivation.path("done").asLong()));
    if (state.equals("HELD")) {
      out.println();
      out.println("rollbook approve " + summary.path("importId").asText());
      out.println("rollbook discard " + summary.path("importId").asText());
    }
  }

  private void line(PrintWriter out, String word, String text) {
    out.printf(locale, "%-14s %s%n", words.getString(word), text);
  }
}
