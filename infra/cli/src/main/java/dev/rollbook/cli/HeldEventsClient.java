package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Has a running cloud keep events from their functions, and fetches them. */
final class HeldEventsClient {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI cloud;

  /** Speaks to the cloud whose Invoke call answers there. */
  HeldEventsClient(URI invoke) {
    this.cloud = invoke;
  }

  /** Keeps the next event for a function that contains a text. */
  void hold(String function, String text) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("PUT", function, text);
    if (answer.statusCode() != 204) {
      throw new CommandException("the running cloud has no function " + function);
    }
  }

  /** Waits for that event. */
  JsonNode take(String function, String text) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("GET", function, text);
    if (answer.statusCode() != 200) {
      throw new CommandException(
          "no event came for " + function + "; the running cloud's logs folder may tell why");
    }
    return ApiClient.JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(String method, String function, String text)
      throws IOException, InterruptedException {
    URI event = cloud.resolve("/held-events/" + function + "/" + ApiClient.encode(text));
    return http.send(
        HttpRequest.newBuilder(event).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }
}
