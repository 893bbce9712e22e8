package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code rollbook approve ID}. */
@Command(name = "approve", description = "Applies an import's held deactivations.")
final class ApproveCommand extends ImportSummaryCommand {

  private static final long POLL_MILLIS = 250;

  @Override
  JsonNode summary(ApiClient client, String path) throws IOException, InterruptedException {
    JsonNode now = client.post(path + "/deactivations/approve", ApiClient.JSON.createObjectNode());
    while (now.path("deactivation").path("state").asText().equals("HELD")) {
      Thread.sleep(POLL_MILLIS);
      now = client.get(path);
    }
    return now;
  }
}
