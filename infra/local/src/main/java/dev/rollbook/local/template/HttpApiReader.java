package dev.rollbook.local.template;

import dev.rollbook.local.template.HttpApiResource.Authorizer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an HTTP API's authorizers and its rule for pages of other origins. */
final class HttpApiReader {

  private HttpApiReader() {}

  static HttpApiResource read(String id, Section properties) {
    Map<String, Authorizer> authorizers = new LinkedHashMap<>();
    properties
        .section("Auth")
        .sections("Authorizers")
        .forEach((name, section) -> authorizers.put(name, authorizer(name, section)));
    return new HttpApiResource(id, Map.copyOf(authorizers), crossOrigin(properties));
  }

  private static List<CrossOriginRule> crossOrigin(Section properties) {
    if (!properties.has("CorsConfiguration")) {
      return List.of();
    }
    Section cors = properties.section("CorsConfiguration");
    return List.of(
        new CrossOriginRule(
            cors.texts("AllowOrigins"),
            cors.texts("AllowMethods"),
            cors.texts("AllowHeaders"),
            cors.texts("ExposeHeaders"),
            cors.number("MaxAge", 0)));
  }

  private static Authorizer authorizer(String name, Section section) {
    if (!section.has("FunctionArn")) {
      throw new TemplateException(
          section.place(),
          "the embedded cloud knows Lambda authorizers only; FunctionArn is missing");
    }
    if (!section.text("AuthorizerPayloadFormatVersion").equals("2.0")
        || !section.flag("EnableSimpleResponses", false)) {
      throw new TemplateException(
          section.place(),
          "AuthorizerPayloadFormatVersion must be 2.0 and EnableSimpleResponses true");
    }
    Section identity = section.section("Identity");
    return new Authorizer(
        name,
        section.text("FunctionArn"),
        identity.texts("Headers"),
        Duration.ofSeconds(identity.number("ReauthorizeEvery", 0)));
  }
}
