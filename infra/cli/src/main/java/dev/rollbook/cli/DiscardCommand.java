package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code rollbook discard ID}. */
@Command(name = "discard", description = "Drops an import's held deactivations.")
final class DiscardCommand extends ImportSummaryCommand {

  @Override
  JsonNode summary(ApiClient client, String path) throws IOException, InterruptedException {
    return client.post(path + "/deactivations/discard", ApiClient.JSON.createObjectNode());
  }
}
