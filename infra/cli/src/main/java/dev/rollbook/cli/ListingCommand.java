package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import picocli.CommandLine.Option;

/** A command that prints all of a list of the API, a line for each item. */
abstract class ListingCommand extends ApiCommand {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** The list, with its query. */
  abstract String path();

  /** An item as a person reads it. */
  abstract String line(JsonNode item);

  @Override
  final int run(ApiClient client) throws IOException, InterruptedException {
    ArrayNode items = all(client);
    if (json) {
      print(items);
    } else {
      items.forEach(item -> out().println(line(item)));
    }
    return 0;
  }

  /** Page by page. */
  private ArrayNode all(ApiClient client) throws IOException, InterruptedException {
    ArrayNode items = ApiClient.JSON.createArrayNode();
    String cursor = "";
    do {
      String more = cursor.isEmpty() ? "" : "&cursor=" + ApiClient.encode(cursor);
      JsonNode page = client.get(path() + more);
      page.path("items").forEach(items::add);
      cursor = page.path("cursor").asText("");
    } while (!cursor.isEmpty());
    return items;
  }
}
