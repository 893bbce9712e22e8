package dev.rollbook.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.github.f4b6a3.ulid.UlidCreator;
import dev.rollbook.aws.Cloud;
import dev.rollbook.aws.Priming;
import dev.rollbook.passwords.Argon2idHasher;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for the HTTP API, in API Gateway's payload format 2.0. */
public final class ApiHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  private static final String ROOT = "/v1";
  private static final Pattern EASILY_SPOILT = Pattern.compile("[?%]");

  private final Api api;

  /** Works in this process's cloud. */
  public ApiHandler() {
    this(of(Cloud.ofAnsweringProcess()));
    Priming.beforeSnapshot(cloud -> new ApiHandler(of(cloud)).prime());
  }

  /** Works with that API. */
  ApiHandler(Api api) {
    this.api = api;
  }

  private static Api of(Cloud cloud) {
    return new Api(
        cloud.journal(),
        cloud.changes(),
        cloud.directory(),
        cloud.handEdits(),
        cloud.buckets(),
        cloud.commands(),
        new Argon2idHasher(),
        cloud.sealer(),
        cloud.webhookAddresses(),
        () -> UlidCreator.getUlid().toString(),
        Clock.systemUTC());
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () -> {
          Response response = answer(event);
          return APIGatewayV2HTTPResponse.builder()
              .withStatusCode(response.status())
              .withHeaders(response.headers())
              .withBody(response.body())
              .withIsBase64Encoded(response.binary())
              .build();
        });
  }

  /** Warms up by a list that is empty, and by the description, which it keeps. */
  void prime() {
    api.answer(new Request(Tenancy.NOBODY, "GET", List.of("imports"), Map.of(), ""));
    OpenApi.show();
  }

  /** The answer to an event; of a route without authorizer nobody knows the tenant. */
  Response answer(APIGatewayV2HTTPEvent event) {
    if (event.getRawPath().equals(ROOT + OpenApi.PATH)) {
      return OpenApi.show();
    }
    try {
      return api.answer(request(event));
    } catch (Problem problem) {
      return Response.problem(problem);
    }
  }

  private static Request request(APIGatewayV2HTTPEvent event) {
    String body = Optional.ofNullable(event.getBody()).orElse("");
    return new Request(
        event.getRequestContext().getAuthorizer().getLambda().get("tenant").toString(),
        event.getRequestContext().getHttp().getMethod(),
        path(event),
        Optional.ofNullable(event.getQueryStringParameters()).orElse(Map.of()),
        event.getIsBase64Encoded()
            ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
            : body);
  }

  /**
   * The segments behind the root, decoded by API Gateway. It has been seen to cut a path at a
   * question mark and to decode its parameter once more than the path; where the two differ so,
   * nobody else's name may be taken for the one that was meant.
   */
  private static List<String> path(APIGatewayV2HTTPEvent event) {
    String path = event.getRawPath().substring(ROOT.length());
    String parameter =
        Optional.ofNullable(event.getPathParameters()).orElse(Map.of()).getOrDefault("proxy", "");
    if (!parameter.isEmpty()
        && !path.equals("/" + parameter)
        && EASILY_SPOILT.matcher(path + parameter).find()) {
      throw Problem.invalid(
          "the gateway has spoilt the path; put - into it in the name's place, and the name into the query");
    }
    return Arrays.stream(path.split("/", -1)).skip(1).toList();
  }
}
