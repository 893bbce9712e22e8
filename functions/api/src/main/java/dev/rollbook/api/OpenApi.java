package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code GET /openapi.json}: the description of this API, which anybody may read. */
final class OpenApi {

  /** What is behind the root for it; the gateway asks for no key there. */
  static final String PATH = "/openapi.json";

  private static final String FILE = "openapi.yaml";

  private OpenApi() {}

  static Response show() {
    return Response.ok(document());
  }

  static JsonNode document() {
    try (InputStream yaml = OpenApi.class.getResourceAsStream(FILE)) {
      return Json.MAPPER.valueToTree(
          new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read from its jar", e);
    }
  }
}
