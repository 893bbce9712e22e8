package dev.rollbook.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import dev.rollbook.aws.Cloud;
import dev.rollbook.aws.Priming;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** Lambda's way in for API Gateway's question whose key a request carries. */
public final class AuthorizerHandler
    implements RequestHandler<APIGatewayV2CustomAuthorizerEvent, Map<String, Object>> {

  private static final String BEARER = "Bearer ";

  private final Keys keys;

  /** Works in this process's cloud. */
  public AuthorizerHandler() {
    this(keys(Cloud.ofAnsweringProcess()));
    Priming.beforeSnapshot(cloud -> new AuthorizerHandler(keys(cloud)).prime());
  }

  /** Works with those keys. */
  AuthorizerHandler(Keys keys) {
    this.keys = keys;
  }

  private static Keys keys(Cloud cloud) {
    return new Keys(cloud.tenants(), new SecureRandom());
  }

  /** Warms up by a key that is nobody's. */
  void prime() {
    keys.tenantOf(Keys.NOBODYS);
  }

  @Override
  public Map<String, Object> handleRequest(
      APIGatewayV2CustomAuthorizerEvent event, Context context) {
    String authorization = authorization(event.getHeaders());
    // Any other answer than this very error would tell the caller 403, as if the key were good for
    // something.
    String tenant =
        Optional.of(authorization)
            .filter(header -> header.startsWith(BEARER))
            .flatMap(header -> keys.tenantOf(header.substring(BEARER.length()).strip()))
            .orElseThrow(() -> new IllegalStateException("Unauthorized"));
    return Map.of("isAuthorized", true, "context", Map.of("tenant", tenant));
  }

  /** API Gateway sends names of headers in lower case, its local stand-in as the caller wrote. */
  private static String authorization(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("authorization"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
