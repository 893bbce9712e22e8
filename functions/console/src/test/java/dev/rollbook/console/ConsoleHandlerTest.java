package dev.rollbook.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The console behind API Gateway. */
class ConsoleHandlerTest {

  private static final int MOST_THAT_LAMBDA_SENDS = 6 * 1024 * 1024;

  private static APIGatewayV2HTTPEvent event(String method, String path) {
    return APIGatewayV2HTTPEvent.builder()
        .withRawPath(path)
        .withHeaders(Map.of("Accept-Encoding", "br"))
        .withRequestContext(
            APIGatewayV2HTTPEvent.RequestContext.builder()
                .withHttp(
                    APIGatewayV2HTTPEvent.RequestContext.Http.builder().withMethod(method).build())
                .build())
        .build();
  }

  private static String policy(Map<String, String> environment) {
    return new ConsoleHandler(environment)
        .response(event("GET", "/console"))
        .getHeaders()
        .get("content-security-policy");
  }

  @Test
  void shouldSendBytesAsApiGatewayTakesThem() {
    APIGatewayV2HTTPResponse response =
        new ConsoleHandler(Map.of()).response(event("GET", "/console"));

    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getIsBase64Encoded()).isTrue();
    assertThat(new String(Base64.getDecoder().decode(response.getBody()), StandardCharsets.UTF_8))
        .contains("<rollbook-app>");
  }

  @Test
  void shouldFitEveryFileIntoOneAnswer() {
    PageFiles files = PageFiles.ofJar();

    assertThat(files.names())
        .allSatisfy(
            name ->
                assertThat(files.file(name).orElseThrow().plain().length * 4 / 3)
                    .isLessThan(MOST_THAT_LAMBDA_SENDS));
  }

  @Test
  void shouldLetPagesCallTheBucketsThatTheTemplateNames() {
    assertThat(policy(Map.of("BUCKET_ORIGINS", "https://a.example https://b.example")))
        .contains("connect-src 'self' https://a.example https://b.example;");
    assertThat(policy(Map.of())).contains("connect-src 'self';");
  }

  /** On a laptop all buckets are at the emulator's one address. */
  @Test
  void shouldLetPagesCallS3WhereItIsInstead() {
    assertThat(
            policy(
                Map.of(
                    "BUCKET_ORIGINS",
                    "https://a.example",
                    "AWS_ENDPOINT_URL_S3",
                    "http://127.0.0.1:4711/")))
        .contains("connect-src 'self' http://127.0.0.1:4711;");
  }
}
