package dev.rollbook.local.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A service of the cloud, and how it says that it cannot do now what it is asked. */
enum Service {
  DYNAMO_DB("com.amazonaws.dynamodb.v20120810#", 400, "ProvisionedThroughputExceededException", 6),
  SQS("com.amazonaws.sqs#", 403, "RequestThrottled", 6),
  S3("", 503, "SlowDown", 31);

  private final String namespace;
  private final int throttled;
  private final String throttling;
  private final int patience;

  Service(String namespace, int throttled, String throttling, int patience) {
    this.namespace = namespace;
    this.throttled = throttled;
    this.throttling = throttling;
    this.patience = patience;
  }

  /** Longer than a function's client waits for an answer to one try. */
  Duration silence() {
    return Duration.ofSeconds(patience);
  }

  /** It is asked too much. */
  Reply throttled() {
    return error(throttled, throttling);
  }

  /** It is broken. */
  Reply broken() {
    return error(500, this == S3 ? "InternalError" : "InternalServerError");
  }

  /** An error of it by its name. */
  Reply error(int status, String name) {
    return this == S3
        ? reply(
            status,
            "application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>injected</Message></Error>"
                .formatted(name))
        : reply(
            status,
            "application/x-amz-json-1.0",
            "{\"__type\":\"%s%s\",\"message\":\"injected\"}".formatted(namespace, name));
  }

  private static Reply reply(int status, String type, String body) {
    return new Reply(
        status, Map.of("Content-Type", List.of(type)), body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What a service answers.
   *
   * @param headers without those of the connection
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed along, never compared.
  record Reply(int status, Map<String, List<String>> headers, byte[] body) {}
}
