package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;

/** All of a list of the API, page by page. */
final class Listing {

  private Listing() {}

  static ArrayNode all(ApiClient client, String path) throws IOException, InterruptedException {
    ArrayNode items = ApiClient.JSON.createArrayNode();
    String cursor = "";
    do {
      String more = cursor.isEmpty() ? "" : "&cursor=" + ApiClient.encode(cursor);
      JsonNode page = client.get(path + more);
      page.path("items").forEach(items::add);
      cursor = page.path("cursor").asText("");
    } while (!cursor.isEmpty() && !cursor.equals("null"));
    return items;
  }
}
