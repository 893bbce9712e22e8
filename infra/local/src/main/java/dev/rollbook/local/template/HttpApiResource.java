package dev.rollbook.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An {@code AWS::Serverless::HttpApi}.
 *
 * @param authorizers by name
 * @param crossOrigin its rule for pages of other origins; none if it has none for them
 */
public record HttpApiResource(
    String logicalId, Map<String, Authorizer> authorizers, List<CrossOriginRule> crossOrigin) {

  /**
   * A Lambda authorizer with payload format 2.0 and simple responses.
   *
   * @param functionArn the function that decides
   * @param identityHeaders without all of these a request is refused unasked; together they are the
   *     cache's key
   * @param reauthorizeEvery how long a decision is kept, zero for not at all
   */
  public record Authorizer(
      String name, String functionArn, List<String> identityHeaders, Duration reauthorizeEvery) {}
}
