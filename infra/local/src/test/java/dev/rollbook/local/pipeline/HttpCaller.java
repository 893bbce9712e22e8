package dev.rollbook.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.local.pipeline.ApiContract.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Calls the HTTP API with some key, or none, and holds every answer against the description of the
 * API.
 */
final class HttpCaller {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI api;
  private final ApiContract contract;
  private final Optional<String> authorization;
  private final Set<String> succeeded = new ConcurrentSkipListSet<>();

  /**
   * A caller.
   *
   * @param authorization the header, empty for none
   */
  HttpCaller(URI api, ApiContract contract, Optional<String> authorization) {
    this.api = api;
    this.contract = contract;
    this.authorization = authorization;
  }

  /** Ids of the calls that were answered with a success so far. */
  Set<String> succeeded() {
    return succeeded;
  }

  /**
   * Makes a call.
   *
   * @param path behind {@code /v1}, with its query
   */
  HttpResponse<byte[]> call(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve("/v1" + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    authorization.ifPresent(value -> request.header("Authorization", value));
    HttpResponse<byte[]> response = send(request.build());
    contract.require(method, path, body, Answer.of(response));
    if (response.statusCode() < 400) {
      contract.operation(method, path).ifPresent(called -> succeeded.add(called.id()));
    }
    return response;
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    return Pipeline.json(text(response));
  }

  /** Sends any request, to the storage for instance. */
  static HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return sendOnce(request);
    } catch (IOException e) {
      throw new AssertionError(request.method() + " " + request.uri() + " broke", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /**
   * Sends any request that may fail.
   *
   * @throws IOException if the connection breaks before the answer is there
   */
  static HttpResponse<byte[]> sendOnce(HttpRequest request)
      throws IOException, InterruptedException {
    return HTTP.send(request, BodyHandlers.ofByteArray());
  }
}
