package dev.rollbook.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;
import java.util.Map;

/**
 * Knows one key, denies one, and refuses every other as Lambda authorizers must: by failing with
 * "Unauthorized".
 */
public final class AuthorizerToy
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    String key = ((List<?>) event.get("identitySource")).get(0).toString();
    Notebook.write(key);
    return switch (key) {
      case "Bearer good", "Bearer remembered" ->
          Map.of("isAuthorized", true, "context", Map.of("tenant", "demo"));
      case "Bearer denied" -> Map.of("isAuthorized", false);
      default -> throw new RuntimeException("Unauthorized");
    };
  }
}
