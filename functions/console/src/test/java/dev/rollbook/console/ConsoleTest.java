package dev.rollbook.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files as a browser asks for them (SPEC C6). */
class ConsoleTest {

  private static final PageFiles FILES = PageFiles.ofJar();
  private static final Console CONSOLE =
      new Console(FILES, List.of("https://uploads.example", "https://results.example"));

  static List<String> files() {
    return FILES.names().toList();
  }

  private static Console.Answer get(String path, Map<String, String> headers) {
    return CONSOLE.answer("GET", path, headers);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console", "/console/"})
  void shouldServeThePageAndHaveItAskedForAgain(String path) {
    Console.Answer answer = get(path, Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("content-type", "text/html; charset=utf-8")
        .containsEntry("cache-control", "no-cache");
    assertThat(text(answer.body())).contains("<rollbook-app>").doesNotContain("{{");
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldLetABrowserKeepWhatHasItsContentInItsName(String name) {
    Console.Answer answer = get("/console/" + name, Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("cache-control", "public, max-age=31536000, immutable")
        .containsEntry("x-content-type-options", "nosniff")
        .containsKey("content-security-policy");
    assertThat(answer.body()).isNotEmpty();
  }

  @Test
  void shouldNameEveryFileThatThePageNames() {
    Pattern named = Pattern.compile("\"/console/([^\"]+)\"");
    List<String> names =
        named
            .matcher(text(FILES.page().plain()))
            .results()
            .map(found -> found.group(1))
            .filter(name -> !name.endsWith("/"))
            .toList();

    assertThat(names).hasSizeGreaterThan(20);
    assertThat(files()).containsAll(names);
  }

  /** A module that is not there would be found by whoever opens that page, and nobody else. */
  @ParameterizedTest
  @MethodSource("files")
  void shouldImportOnlyModulesThatAreThere(String name) {
    if (name.endsWith(".js") && !name.contains("/lib/")) {
      Pattern relative = Pattern.compile("(?:from|import) '\\./([^']+)'");
      assertThat(files())
          .containsAll(
              relative
                  .matcher(text(FILES.file(name).orElseThrow().plain()))
                  .results()
                  .map(found -> FILES.version() + "/" + found.group(1))
                  .toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "'br, gzip;q=0.8', true",
    "GZIP, true",
    "gzip;q=0, false",
    "gzip; q=0.0, false",
    "br, false",
    "'', false",
  })
  void shouldZipForWhoeverTakesIt(String accepted, boolean zipped) throws IOException {
    Console.Answer answer = get("/console", Map.of("accept-encoding", accepted));

    assertThat(answer.headers().containsKey("content-encoding")).isEqualTo(zipped);
    assertThat(answer.headers()).containsEntry("vary", "accept-encoding");
    byte[] plain =
        zipped
            ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes()
            : answer.body();
    assertThat(plain).isEqualTo(FILES.page().plain());
  }

  @ParameterizedTest
  @CsvSource({"TAG, 304", "W/TAG, 304", "'\"other\", TAG', 304", "*, 304", "\"other\", 200"})
  void shouldSendNothingThatIsKnown(String known, int status) {
    String given = known.replace("TAG", FILES.page().tag());

    Console.Answer answer = get("/console", Map.of("if-none-match", given));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("etag", FILES.page().tag());
    assertThat(answer.body().length == 0).isEqualTo(status == 304);
  }

  @Test
  void shouldSendNoBodyToWhoAsksForTheHeadOnly() {
    Console.Answer answer = CONSOLE.answer("HEAD", "/console", Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsKeys("content-type", "etag");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/none.js",
        "/console/0123456789abcdef/app.js",
        "/console/../template.yaml",
        "/console/index.html",
        "/consolex",
        "/",
        "",
      })
  void shouldHaveNothingElse(String path) {
    Console.Answer answer = get(path, Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers())
        .containsEntry("cache-control", "no-store")
        .containsKey("content-security-policy");
  }

  /** SPEC C6: nothing from elsewhere, no script in the page, nobody's frame. */
  @Test
  void shouldForbidWhatThePagesDoNotNeed() {
    String policy = get("/console", Map.of()).headers().get("content-security-policy");

    assertThat(policy.split("; "))
        .contains(
            "default-src 'self'",
            "script-src 'self' 'sha256-" + FILES.scriptHash() + "'",
            "connect-src 'self' https://uploads.example https://results.example",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html");
    assertThat(policy).doesNotContain("unsafe").doesNotContain("*");
  }

  /** The map of the libraries' names is data; whatever runs lies in a file of its own. */
  @Test
  void shouldHaveNoScriptAndNoStyleInThePage() {
    String html = text(FILES.page().plain());

    assertThat(
            Pattern.compile("<script(?! type=\"importmap\">| type=\"module\" src=)").matcher(html))
        .matches(found -> !found.find());
    assertThat(html).doesNotContain("<style").doesNotContain(" style=").doesNotContain("onload");
  }

  /** SPEC C6: Lit would take markup from these alone. */
  @ParameterizedTest
  @MethodSource("files")
  void shouldTakeNoTextForMarkup(String name) {
    if (name.endsWith(".js") && !name.contains("/lib/")) {
      assertThat(text(FILES.file(name).orElseThrow().plain()))
          .doesNotContain("unsafe")
          .doesNotContain("innerHTML")
          .doesNotContain("insertAdjacentHTML")
          .doesNotContain("document.write")
          .doesNotContain("eval(")
          .doesNotContain("style=");
    }
  }

  /** A name that stays while its file changes would be kept for a year. */
  @Test
  void shouldNameTheFolderAfterAllThatIsInIt() {
    assertThat(FILES.version()).matches("[0-9a-f]{16}");
    assertThat(PageFiles.ofJar().version()).isEqualTo(FILES.version());
  }
}
