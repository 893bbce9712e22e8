package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rollbook history USERNAME}. */
@Command(
    name = "history",
    showEndOfOptionsDelimiterInUsageHelp = true,
    description = "Shows what imports and hands did to a user.")
final class HistoryCommand extends ListingCommand {

  @Parameters(paramLabel = "USERNAME", description = "The user's name, exactly.")
  private String username = "";

  @Override
  String path() {
    // A path does not carry every name.
    return "/users/-/history?limit=50&username=" + ApiClient.encode(username);
  }

  @Override
  String line(JsonNode entry) {
    StringBuilder line =
        new StringBuilder(
            "%-24s %-12s %s"
                .formatted(entry.path("at").asText(), entry.path("action").asText(), who(entry)));
    entry
        .path("fields")
        .forEach(field -> line.append("%n    ".formatted()).append(PlanDifference.change(field)));
    return line.toString();
  }

  private static String who(JsonNode entry) {
    if (entry.path("importId").isNull()) {
      return "by hand";
    }
    String where =
        entry.hasNonNull("row")
            ? "row " + entry.path("row").asText()
            : entry.path("action").asText().equals("DEACTIVATED")
                ? "its list does not name the user"
                : "";
    return "\"%s\"  %s  %s"
        .formatted(entry.path("importName").asText(), entry.path("importId").asText(), where)
        .stripTrailing();
  }
}
