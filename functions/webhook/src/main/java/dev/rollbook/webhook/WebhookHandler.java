package dev.rollbook.webhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.rollbook.Json;
import dev.rollbook.aws.Cloud;
import dev.rollbook.aws.Priming;
import dev.rollbook.lambda.LogContext;
import dev.rollbook.lambda.PartialBatch;
import dev.rollbook.webhooks.DeliveryQueue.Message;
import java.time.Clock;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for deliveries to tenants' webhooks. */
public final class WebhookHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final DeliverySender sender;

  /** Works in this process's cloud. */
  public WebhookHandler() {
    this(sender(Cloud.ofProcess()));
    Priming.beforeSnapshot(cloud -> sender(cloud).prime());
  }

  private static DeliverySender sender(Cloud cloud) {
    return new DeliverySender(
        cloud.outbox(),
        cloud.sealer(),
        new HttpReceiver(cloud.webhookAddresses()),
        Clock.systemUTC());
  }

  /** Works with that. */
  WebhookHandler(DeliverySender sender) {
    this.sender = sender;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () ->
            PartialBatch.each(
                event,
                each -> {
                  Message message = Json.parse(each.getBody(), Message.class);
                  LogContext.set(message.tenant(), "");
                  sender.carryOut(message);
                }));
  }
}
