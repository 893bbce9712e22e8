package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Set;

/** Waits until an import has ended or waits for a review, and shows how far it is. */
final class ImportWait {

  private static final long POLL_MILLIS = 250;

  private static final Set<String> ENDS =
      Set.of("COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED", "CANCELLED", "EXPIRED");

  private ImportWait() {}

  /** The summary of an import that goes no further by itself. */
  static JsonNode until(ApiClient client, String importId, PrintWriter err)
      throws IOException, InterruptedException {
    try (ProgressLine progress = ProgressLine.on(err)) {
      while (true) {
        JsonNode now = client.get("/imports/" + ApiClient.encode(importId));
        String status = now.path("status").asText();
        if (ENDS.contains(status) || status.equals("AWAITING_REVIEW")) {
          return now;
        }
        progress.show(status, now.path("progress"));
        Thread.sleep(POLL_MILLIS);
      }
    }
  }
}
