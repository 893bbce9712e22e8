package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The HTTP API of Rollbook as a client sees it. */
final class ApiClient {

  static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Longer than the API may take; an upload of half a gigabyte may take longer still and has no
   * limit.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(35);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String root;
  private final String key;

  /** Speaks to the API at a URL, with or without {@code /v1} at its end. */
  ApiClient(URI api, String key) {
    String url = api.toString().replaceAll("/+$", "");
    this.root = url.endsWith("/v1") ? url : url + "/v1";
    this.key = key;
  }

  /** Where the console of this API is. */
  URI console() {
    return URI.create(root.substring(0, root.length() - "/v1".length()) + "/console");
  }

  /** The tenant's key. */
  String key() {
    return key;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json(call("GET", path, ""));
  }

  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return json(call("POST", path, body.toString()));
  }

  /** Any call; the path may begin with {@code /v1}. */
  HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    String behindRoot = path.startsWith("/v1/") ? path.substring("/v1".length()) : path;
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(root + (behindRoot.startsWith("/") ? "" : "/") + behindRoot))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new CommandException(
          "nothing answers at " + root + "; what had been accepted goes on when it is up again");
    }
  }

  /** The bytes behind a call that is sent on to a presigned URL. */
  byte[] download(String path) throws IOException, InterruptedException {
    try (InputStream bytes = open(path)) {
      return bytes.readAllBytes();
    }
  }

  /** The same to read as they come. */
  InputStream open(String path) throws IOException, InterruptedException {
    HttpResponse<String> sentOn = call("GET", path, "");
    if (sentOn.statusCode() != 302) {
      throw new CommandException(problem(sentOn));
    }
    URI file = URI.create(sentOn.headers().firstValue("location").orElseThrow());
    HttpResponse<InputStream> response =
        http.send(HttpRequest.newBuilder(file).GET().build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      response.body().close();
      throw new CommandException("the download was refused with " + response.statusCode());
    }
    return response.body();
  }

  /** Carries out the upload that {@code POST /imports} answered with. */
  void upload(JsonNode upload, Path file) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(upload.path("url").asText()))
            .method(upload.path("method").asText(), BodyPublishers.ofFile(file));
    upload
        .path("headers")
        .properties()
        .forEach(
            header -> {
              // The client sets the length itself, from the file; it may not be set twice.
              if (!header.getKey().equalsIgnoreCase("content-length")
                  && !header.getKey().equalsIgnoreCase("host")) {
                request.header(header.getKey(), header.getValue().asText());
              }
            });
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new CommandException(
          "the upload was refused with " + response.statusCode() + ": " + response.body());
    }
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    if (response.statusCode() < 300) {
      return JSON.readTree(response.body());
    }
    throw new CommandException(problem(response));
  }

  private static String problem(HttpResponse<String> response) {
    try {
      JsonNode problem = JSON.readTree(response.body());
      if (problem.hasNonNull("detail")) {
        return problem.path("code").asText() + ": " + problem.path("detail").asText();
      }
      if (response.statusCode() == 401) {
        return "the key is not good for this API; 'rollbook tenant NAME' makes a new one";
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return "the API answered " + response.statusCode() + ", and not in JSON";
    }
    return "the API answered " + response.statusCode() + ": " + response.body();
  }

  static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
