package dev.rollbook.console;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * Lambda's way in for the console, in API Gateway's payload format 2.0. All files are read, hashed
 * and zipped when it is made, which is before a snapshot is taken.
 */
public final class ConsoleHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  /** Where files go to and come from, separated by blanks. */
  static final String BUCKET_ORIGINS = "BUCKET_ORIGINS";

  /** What every SDK of AWS knows: S3 is elsewhere than at AWS, all buckets at one address. */
  static final String OTHER_S3 = "AWS_ENDPOINT_URL_S3";

  private final Console console;

  /** Serves the files of this jar. */
  public ConsoleHandler() {
    this(System.getenv());
  }

  /** Serves the files of this jar by the settings of that environment. */
  ConsoleHandler(Map<String, String> environment) {
    this.console = new Console(PageFiles.ofJar(), buckets(environment));
  }

  private static List<String> buckets(Map<String, String> environment) {
    if (environment.containsKey(OTHER_S3)) {
      URI other = URI.create(environment.get(OTHER_S3));
      return List.of(other.getScheme() + "://" + other.getAuthority());
    }
    return Stream.of(environment.getOrDefault(BUCKET_ORIGINS, "").split(" ", -1))
        .filter(origin -> !origin.isEmpty())
        .toList();
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return PowertoolsLogging.withLogging(context, () -> response(event));
  }

  /** The answer to an event. */
  APIGatewayV2HTTPResponse response(APIGatewayV2HTTPEvent event) {
    Console.Answer answer =
        console.answer(
            event.getRequestContext().getHttp().getMethod(),
            event.getRawPath(),
            lowerCased(event.getHeaders()));
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(answer.status())
        .withHeaders(answer.headers())
        .withBody(Base64.getEncoder().encodeToString(answer.body()))
        .withIsBase64Encoded(true)
        .build();
  }

  /** API Gateway sends names of headers in lower case, its local stand-in as the caller wrote. */
  private static Map<String, String> lowerCased(Map<String, String> headers) {
    Map<String, String> lower = new HashMap<>();
    if (headers != null) {
      headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    }
    return lower;
  }
}
