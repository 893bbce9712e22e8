package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code rollbook show ID}. */
@Command(name = "show", description = "Shows an import's summary.")
final class ShowCommand extends ImportSummaryCommand {

  @Override
  JsonNode summary(ApiClient client, String path) throws IOException, InterruptedException {
    return client.get(path);
  }
}
