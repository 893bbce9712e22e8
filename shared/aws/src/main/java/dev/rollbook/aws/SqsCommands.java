package dev.rollbook.aws;

import dev.rollbook.Json;
import dev.rollbook.aws.MessageSender.Message;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The control queues, both standard ones. Safe for use by several threads. */
public final class SqsCommands implements Commands {

  private final MessageSender parse;
  private final MessageSender finish;

  /**
   * The queues of two URLs.
   *
   * @param parseUrl of the queue that parse reads
   * @param finalizeUrl of the queue that finalize reads
   */
  public SqsCommands(SqsClient client, String parseUrl, String finalizeUrl) {
    this.parse = new MessageSender(client, parseUrl);
    this.finish = new MessageSender(client, finalizeUrl);
  }

  @Override
  public void send(Command command) {
    MessageSender queue =
        switch (command.action()) {
          case READ, DISPATCH, RESEND, GIVE_UP -> parse;
          case FINISH, DEACTIVATE, APPROVE, DEACTIVATE_APPROVED, LEAVE, LEAVE_SHARD, CHANGE ->
              finish;
        };
    queue.send(List.of(new Message(Json.text(command), "", "")));
  }
}
