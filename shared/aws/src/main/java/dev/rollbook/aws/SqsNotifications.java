package dev.rollbook.aws;

import dev.rollbook.Json;
import dev.rollbook.aws.MessageSender.Message;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.imports.Notification;
import dev.rollbook.imports.Notifications;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The notifications queue: a FIFO queue, which drops a message whose id it had in the last five
 * minutes. Safe for use by several threads.
 */
public final class SqsNotifications implements Notifications {

  private final MessageSender sender;

  /** The queue of a URL. */
  public SqsNotifications(SqsClient client, String queueUrl) {
    this.sender = new MessageSender(client, queueUrl);
  }

  @Override
  public void send(List<Notification> notifications) {
    sender.send(notifications.stream().map(SqsNotifications::message).toList());
  }

  /** As many groups as shards, so that the mailer can work on a tenant's messages side by side. */
  private static Message message(Notification notification) {
    String group = notification.tenant() + "/" + KeyShard.of(notification.username());
    return new Message(
        Json.text(notification), MessageToken.of(group), MessageToken.of(notification.id()));
  }
}
