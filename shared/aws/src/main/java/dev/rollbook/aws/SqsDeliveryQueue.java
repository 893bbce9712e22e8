package dev.rollbook.aws;

import dev.rollbook.Json;
import dev.rollbook.webhooks.DeliveryQueue;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The queue of deliveries, a standard one that shares its time fairly among the tenants. Safe for
 * use by several threads.
 */
public final class SqsDeliveryQueue implements DeliveryQueue {

  private final SqsClient client;
  private final String queueUrl;

  /** The queue of a URL. */
  public SqsDeliveryQueue(SqsClient client, String queueUrl) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  @Override
  public void send(Message message, Duration delay) {
    client.sendMessage(
        r ->
            r.queueUrl(queueUrl)
                .messageBody(Json.text(message))
                .messageGroupId(message.tenant())
                .delaySeconds(Math.toIntExact(delay.plusMillis(999).toSeconds())));
  }
}
