package dev.rollbook.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollbook.local.template.TemplateException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page of another origin, as a browser speaks for it: what {@code AllowedOrigins} lets it do. */
@Timeout(120)
class CrossOriginIT {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final String PAGE = "http://localhost:5173";
  private static final String STRANGER = "http://evil.example";
  private static final byte[] ROSTER = "username\nu1\n".getBytes(StandardCharsets.UTF_8);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static EmbeddedCloud cloud;
  private static String key;

  @BeforeAll
  static void start() throws Exception {
    cloud =
        EmbeddedCloud.start(
            CloudConfig.of(ROOT)
                .withParameters(Map.of("AllowedOrigins", "https://one.example," + PAGE)));
    byte[] tenant = "{\"tenant\": \"demo\"}".getBytes(StandardCharsets.UTF_8);
    key = JSON.readTree(cloud.host().invoke("TenantFunction", tenant).text()).path("key").asText();
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  @Test
  @DisplayName("the API's preflight needs no key, and names what the template lets pass")
  void shouldAnswerTheApisPreflight() throws Exception {
    HttpResponse<String> answer =
        preflight(cloud.api().resolve("/v1/imports"), PAGE, "POST", "authorization,content-type");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(allowed(answer.headers(), "origin")).containsExactly(PAGE);
    assertThat(allowed(answer.headers(), "methods")).containsExactly("GET,POST,PUT,PATCH,DELETE");
    assertThat(allowed(answer.headers(), "headers")).containsExactly("authorization,content-type");
    assertThat(answer.headers().firstValue("access-control-max-age")).contains("3600");
    assertThat(
            allowed(
                preflight(cloud.api().resolve("/v1/imports"), STRANGER, "POST", "authorization")
                    .headers(),
                "origin"))
        .isEmpty();
  }

  @Test
  @DisplayName("S1: a page of another origin makes an import and uploads its file")
  void shouldTakeAnUploadOfAnotherOrigin() throws Exception {
    // When
    HttpResponse<String> made = create(PAGE);
    // Then
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(allowed(made.headers(), "origin")).containsExactly(PAGE);
    JsonNode upload = JSON.readTree(made.body()).path("upload");
    URI url = URI.create(upload.path("url").asText());
    // When
    HttpResponse<String> asked = preflight(url, PAGE, "PUT", "content-type,if-none-match");
    // Then
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(allowed(asked.headers(), "origin")).containsExactly("*");
    assertThat(allowed(asked.headers(), "methods")).containsExactly("PUT");
    assertThat(allowed(asked.headers(), "headers")).containsExactly("content-type, if-none-match");
    // When
    HttpRequest.Builder put =
        HttpRequest.newBuilder(url).header("Origin", PAGE).PUT(BodyPublishers.ofByteArray(ROSTER));
    upload
        .path("headers")
        .properties()
        .forEach(
            header -> {
              if (!header.getKey().equalsIgnoreCase("content-length")
                  && !header.getKey().equalsIgnoreCase("host")) {
                put.header(header.getKey(), header.getValue().asText());
              }
            });
    HttpResponse<String> stored = HTTP.send(put.build(), BodyHandlers.ofString());
    // Then
    assertThat(stored.statusCode()).isEqualTo(200);
    assertThat(allowed(stored.headers(), "origin")).containsExactly("*");
  }

  @Test
  void shouldLetAPageDoNothingButUpload() throws Exception {
    URI url = URI.create(JSON.readTree(create(PAGE).body()).at("/upload/url").asText());
    HttpResponse<String> refused = preflight(url, PAGE, "DELETE", "");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("AccessForbidden", "not allowed");
    assertThat(allowed(refused.headers(), "origin")).isEmpty();
  }

  @Test
  @DisplayName("A3: a download comes after a redirect, when a browser names no origin")
  void shouldLetADownloadBeRead() throws Exception {
    URI report = cloud.endpoints().s3().resolve("/rollbook-resultsbucket/results/demo/none");
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(report).header("Origin", "null").build(),
            BodyHandlers.ofString());
    assertThat(allowed(answer.headers(), "origin")).containsExactly("*");
  }

  @Test
  void shouldLetAPageReadThatItsKeyIsWrong() throws Exception {
    HttpResponse<String> refused =
        HTTP.send(
            HttpRequest.newBuilder(cloud.api().resolve("/v1/imports"))
                .header("Origin", PAGE)
                .build(),
            BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(allowed(refused.headers(), "origin")).containsExactly(PAGE);
  }

  @Test
  void shouldTellNothingToAStranger() throws Exception {
    assertThat(allowed(create(STRANGER).headers(), "origin")).isEmpty();
  }

  @Test
  void shouldLetNoOtherOriginAskTheApiByDefault() throws Exception {
    try (EmbeddedCloud plain = EmbeddedCloud.start(CloudConfig.of(ROOT))) {
      assertThat(preflight(plain.api().resolve("/v1/imports"), PAGE, "POST", "").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void shouldRefuseWhatADeploymentWouldRefuse() {
    assertThatThrownBy(
            () ->
                EmbeddedCloud.start(
                    CloudConfig.of(ROOT).withParameters(Map.of("AllowedOrigins", "localhost"))))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Parameters.AllowedOrigins")
        .hasMessageContaining("origins as https://app.example.com");
  }

  private static HttpResponse<String> create(String origin) throws Exception {
    String body =
        "{\"name\": \"page %d\", \"fileName\": \"r.csv\", \"size\": %d}"
            .formatted(System.nanoTime(), ROSTER.length);
    return HTTP.send(
        HttpRequest.newBuilder(cloud.api().resolve("/v1/imports"))
            .header("Origin", origin)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> preflight(
      URI url, String origin, String method, String headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method);
    if (!headers.isEmpty()) {
      request.header("Access-Control-Request-Headers", headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static List<String> allowed(HttpHeaders headers, String what) {
    return headers.allValues("access-control-allow-" + what);
  }
}
