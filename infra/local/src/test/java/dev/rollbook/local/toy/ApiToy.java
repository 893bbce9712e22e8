package dev.rollbook.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;

/** Says what it was asked. */
public final class ApiToy
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    if (event.getRawPath().endsWith("/broken")) {
      throw new IllegalStateException("broken");
    }
    var authorizer = event.getRequestContext().getAuthorizer();
    String tenant =
        authorizer == null ? "nobody" : String.valueOf(authorizer.getLambda().get("tenant"));
    String body =
        String.join(
            "|",
            event.getRouteKey(),
            event.getRawPath(),
            String.valueOf(event.getPathParameters()),
            String.valueOf(event.getQueryStringParameters()),
            tenant,
            String.valueOf(event.getBody()));
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(200)
        .withHeaders(Map.of("content-type", "text/plain"))
        .withCookies(List.of("a=1", "b=2"))
        .withBody(body)
        .build();
  }
}
