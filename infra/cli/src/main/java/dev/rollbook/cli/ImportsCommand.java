package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rollbook imports}. */
@Command(name = "imports", description = "Lists the tenant's imports, newest first.")
final class ImportsCommand extends ListingCommand {

  @Option(names = "--name", description = "Only those whose name begins like this.")
  private String name = "";

  @Override
  String path() {
    return "/imports?limit=100&name=" + ApiClient.encode(name);
  }

  @Override
  String line(JsonNode item) {
    return "%s  %-22s %s  %s"
        .formatted(
            item.path("importId").asText(),
            item.path("status").asText(),
            Instant.parse(item.path("createdAt").asText()).truncatedTo(ChronoUnit.SECONDS),
            item.path("name").asText());
  }
}
