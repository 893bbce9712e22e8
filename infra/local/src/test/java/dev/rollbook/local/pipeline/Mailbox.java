package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The notifications queue, read as the platform's mailer does (SPEC A9). */
final class Mailbox {

  private final SqsClient sqs;
  private final String queueUrl;
  private final Schema schema;

  /**
   * A mailer of a queue.
   *
   * @param events the folder with the schema that every message must keep to
   */
  Mailbox(SqsClient sqs, String queueUrl, Path events) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    try {
      this.schema =
          SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
              .getSchema(
                  Pipeline.json(Files.readString(events.resolve("notification.schema.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes all there is and gives what is for a tenant; the rest is for tests that have ended. */
  List<JsonNode> take(TestTenant tenant) {
    return take().stream()
        .filter(message -> message.path("tenant").asText().equals(tenant.name()))
        .toList();
  }

  /** Takes all there is. */
  List<JsonNode> take() {
    List<JsonNode> told = new ArrayList<>();
    List<Message> some;
    do {
      some = sqs.receiveMessage(r -> r.queueUrl(queueUrl).maxNumberOfMessages(10)).messages();
      for (Message message : some) {
        JsonNode json = Pipeline.json(message.body());
        assertThat(schema.validate(json)).as(message.body()).isEmpty();
        told.add(json);
        sqs.deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
      }
    } while (!some.isEmpty());
    return told;
  }
}
