package dev.rollbook.aws;

import dev.rollbook.Json;
import dev.rollbook.aws.MessageSender.Message;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.RowQueue;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The rows queue: a standard queue that is fair to tenants, each being a message group. Safe for
 * use by several threads.
 */
public final class SqsRowQueue implements RowQueue {

  private final MessageSender sender;

  /** The queue of a URL. */
  public SqsRowQueue(SqsClient client, String queueUrl) {
    this.sender = new MessageSender(client, queueUrl);
  }

  @Override
  public void send(List<RowBatch> batches) {
    sender.send(
        batches.stream()
            .map(batch -> new Message(Json.text(batch), MessageToken.of(batch.tenant()), ""))
            .toList());
  }
}
