package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What an import in review shows: each column's target, what was found, and how to go on. */
final class PreviewTable {

  private PreviewTable() {}

  static void print(String path, JsonNode preview, PrintWriter out) {
    out.println();
    for (JsonNode column : preview.path("columns")) {
      List<String> samples = new ArrayList<>();
      column.path("samples").forEach(sample -> samples.add(sample.asText()));
      out.printf(
          "%-24s %-24s %s%n",
          column.path("column").asText(),
          column.path("target").asText(),
          String.join(", ", samples));
    }
    out.println();
    int existing = 0;
    for (JsonNode row : preview.path("rows")) {
      existing += row.path("exists").asBoolean() ? 1 : 0;
    }
    out.printf(
        "%d rows; of the first %d, %d name a user who exists%n",
        preview.path("rowCount").asLong(), preview.path("rows").size(), existing);
    preview
        .path("findingCounts")
        .properties()
        .forEach(found -> out.printf("%-24s %d%n", found.getKey(), found.getValue().asLong()));
    out.println();
    out.println("rollbook call GET " + path + "/preview");
    out.println("rollbook call POST " + path + "/start '{}'");
    out.println("rollbook call POST " + path + "/cancel");
    out.flush();
  }
}
