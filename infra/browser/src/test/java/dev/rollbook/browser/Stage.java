package dev.rollbook.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.rollbook.local.CloudConfig;
import dev.rollbook.local.EmbeddedCloud;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One embedded cloud and one browser for all tests; each test has a tenant and a browser's profile
 * of its own. {@code -Dchromium} names the browser.
 */
final class Stage implements AutoCloseable {

  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger tenants = new AtomicInteger();
  private final EmbeddedCloud cloud;
  private final Playwright playwright;
  private final Browser browser;

  private Stage() throws IOException, InterruptedException {
    this.cloud = EmbeddedCloud.start(CloudConfig.of(ROOT));
    this.playwright = Playwright.create();
    this.browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(Path.of(System.getProperty("chromium", "/usr/bin/chromium")))
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  }

  /** Gives it to tests. */
  static final class InBrowser implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Stage.class))
          .computeIfAbsent(Stage.class, type -> start(), Stage.class);
    }

    private static Stage start() {
      try {
        return new Stage();
      } catch (IOException e) {
        throw new IllegalStateException("the embedded cloud does not start", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the embedded cloud started", e);
      }
    }
  }

  /** Where the console is. */
  URI console() {
    return cloud.api().resolve("/console");
  }

  /** A tenant of its own, whose language this is, in a window of that width. */
  Desk desk(String language, ColorScheme colours, int width) throws Exception {
    byte[] event =
        "{\"tenant\": \"desk-%d\"}"
            .formatted(tenants.incrementAndGet())
            .getBytes(StandardCharsets.UTF_8);
    String key =
        JSON.readTree(cloud.host().invoke("TenantFunction", event).text()).path("key").asText();
    call(key, "PUT", "/settings", "{\"language\": \"" + language + "\"}");
    return new Desk(
        this,
        key,
        browser.newContext(
            new NewContextOptions()
                .setLocale(language.equals("de") ? "de-DE" : "en-GB")
                .setColorScheme(colours)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setAcceptDownloads(true)
                .setViewportSize(width, 900)));
  }

  /** A desk with English on it. */
  Desk desk() throws Exception {
    return desk("en", ColorScheme.LIGHT, 1280);
  }

  /** A call of the API by that key. */
  String call(String key, String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(cloud.api().resolve("/v1" + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(method + " " + path + ": " + answer.body());
    }
    return answer.body();
  }

  /** The items of a list in the API, as that key sees it. */
  List<JsonNode> list(String key, String path) {
    try {
      return JSON.readTree(call(key, "GET", path, "")).path("items").valueStream().toList();
    } catch (Exception e) {
      throw new IllegalStateException("GET " + path, e);
    }
  }

  /** A roster of the project's samples. */
  static Path sample(String name) {
    return ROOT.resolve("events/rosters").resolve(name);
  }

  /** A roster with these lines. */
  static Path roster(Path folder, String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    cloud.close();
  }
}
