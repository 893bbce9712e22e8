package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollbook plan ID}. */
@Command(name = "plan", description = "Shows what an import does or did, user by user.")
final class PlanCommand extends ApiCommand {

  @Parameters(paramLabel = "ID", description = "The import's id.")
  private String importId = "";

  @Option(
      names = "--kind",
      paramLabel = "K",
      description = "Only create, update, rename, reactivate or deactivate.")
  private String kind = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  int run(ApiClient client) throws IOException, InterruptedException {
    String path =
        "/imports/%s/plan?limit=500&kind=%s"
            .formatted(ApiClient.encode(importId), ApiClient.encode(kind));
    PlanDifference difference = new PlanDifference(out());
    ObjectNode whole = ApiClient.JSON.createObjectNode();
    ArrayNode items = ApiClient.JSON.createArrayNode();
    String cursor = "";
    boolean first = true;
    do {
      String more = cursor.isEmpty() ? "" : "&cursor=" + ApiClient.encode(cursor);
      JsonNode page = client.get(path + more);
      if (json) {
        whole.set("counts", page.path("counts"));
        whole.set("refusal", page.path("refusal"));
        page.path("items").forEach(items::add);
      } else {
        if (first) {
          difference.counts(page.path("counts"));
          difference.refusal(page.path("refusal").asText(""));
        }
        page.path("items").forEach(difference::item);
      }
      first = false;
      cursor = page.path("cursor").asText("");
    } while (!cursor.isEmpty());
    if (json) {
      whole.set("items", items);
      print(whole);
    }
    return 0;
  }
}
