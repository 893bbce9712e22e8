package dev.rollbook.local.template;

import dev.rollbook.local.template.HttpApiResource.Authorizer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads an HTTP API's authorizers. */
final class HttpApiReader {

  private HttpApiReader() {}

  static HttpApiResource read(String id, Section properties) {
    Map<String, Authorizer> authorizers = new LinkedHashMap<>();
    properties
        .section("Auth")
        .sections("Authorizers")
        .forEach((name, section) -> authorizers.put(name, authorizer(name, section)));
    return new HttpApiResource(id, Map.copyOf(authorizers));
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
