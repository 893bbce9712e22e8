package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.template.StackNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The events of an HTTP API in payload format 2.0, for the function behind a route and for an
 * authorizer.
 */
final class HttpEventJson {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  private final StackNames names;

  HttpEventJson(StackNames names) {
    this.names = names;
  }

  /**
   * The event for the function.
   *
   * @param authorized what the authorizer said of the caller, an empty object without one
   */
  byte[] integration(
      HttpRequest request,
      HostRoute route,
      Map<String, String> pathParameters,
      JsonNode authorized) {
    ObjectNode event = common(request, route, pathParameters);
    if (!authorized.isEmpty()) {
      ((ObjectNode) event.get("requestContext")).putObject("authorizer").set("lambda", authorized);
    }
    boolean text = request.isText();
    if (request.body().length > 0) {
      event.put(
          "body",
          text
              ? new String(request.body(), StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(request.body()));
    }
    return HostJson.bytes(event.put("isBase64Encoded", request.body().length > 0 && !text));
  }

  /** The event for an authorizer. */
  byte[] authorizer(
      HttpRequest request,
      HostRoute route,
      Map<String, String> pathParameters,
      List<String> identity) {
    ObjectNode event = common(request, route, pathParameters);
    event.put("type", "REQUEST");
    event.put(
        "routeArn",
        names.arn(
            "execute-api",
            route.route().api() + "/$default/" + request.method() + request.rawPath()));
    identity.forEach(event.putArray("identitySource")::add);
    return HostJson.bytes(event);
  }

  private ObjectNode common(
      HttpRequest request, HostRoute route, Map<String, String> pathParameters) {
    // API Gateway decodes the path here; what an encoded slash was can be told from the path
    // parameters only.
    String path = HostRoute.decode(request.rawPath());
    ObjectNode event =
        HostJson.object()
            .put("version", "2.0")
            .put("routeKey", route.key())
            .put("rawPath", path)
            .put("rawQueryString", request.rawQuery());
    if (!request.cookies().isEmpty()) {
      request.cookies().forEach(event.putArray("cookies")::add);
    }
    put(event, "headers", request.headers());
    put(event, "queryStringParameters", request.query());
    put(event, "pathParameters", pathParameters);
    Instant now = Instant.now();
    ObjectNode context = event.putObject("requestContext");
    context.put("accountId", names.accountId()).put("apiId", route.route().api());
    context
        .put("domainName", request.headers().getOrDefault("host", "127.0.0.1"))
        .put("domainPrefix", route.route().api());
    context
        .putObject("http")
        .put("method", request.method())
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", request.sourceIp())
        .put("userAgent", request.headers().getOrDefault("user-agent", ""));
    context
        .put("requestId", UUID.randomUUID().toString())
        .put("routeKey", route.key())
        .put("stage", "$default");
    context
        .put("time", TIME.format(now.atOffset(ZoneOffset.UTC)))
        .put("timeEpoch", now.toEpochMilli());
    return event;
  }

  private static void put(ObjectNode event, String key, Map<String, String> values) {
    if (!values.isEmpty()) {
      ObjectNode node = event.putObject(key);
      values.forEach(node::put);
    }
  }
}
