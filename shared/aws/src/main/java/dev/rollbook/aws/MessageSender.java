package dev.rollbook.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Sends messages to a queue in as few calls as there can be; sends again what the service did not
 * take.
 *
 * @param client of the service
 * @param queueUrl of the queue
 */
record MessageSender(SqsClient client, String queueUrl) {

  /** SendMessageBatch takes ten messages. */
  private static final int MOST_MESSAGES = 10;

  /**
   * Bytes of the messages of one call: the limit was 256 KiB for years and still is in emulators;
   * today's of 1 MiB would save no call, as four batches of rows fill a quarter of it.
   */
  private static final int MOST_BYTES = 256 * 1024;

  /**
   * A message.
   *
   * @param body as JSON
   * @param group that a FIFO queue hands out one call at a time, and a fair queue shares its time
   *     by
   * @param id by which a FIFO queue drops repeats; empty on a standard queue
   */
  record Message(String body, String group, String id) {
    int bytes() {
      return body.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /**
   * Sends messages, several calls at once: in no order that a reader could count on.
   *
   * @throws UnavailableException if the queue does not take one, however often
   */
  void send(List<Message> messages) {
    Callers.each(
        calls(messages),
        call -> {
          sendCall(call);
          return call.size();
        });
  }

  private static List<List<Message>> calls(List<Message> messages) {
    List<List<Message>> calls = new ArrayList<>();
    List<Message> call = new ArrayList<>();
    int bytes = 0;
    for (Message message : messages) {
      int more = message.bytes();
      if (!call.isEmpty() && (call.size() == MOST_MESSAGES || bytes + more > MOST_BYTES)) {
        calls.add(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(message);
      bytes += more;
    }
    if (!call.isEmpty()) {
      calls.add(call);
    }
    return calls;
  }

  private void sendCall(List<Message> messages) {
    List<SendMessageBatchRequestEntry> open = new ArrayList<>();
    for (Message message : messages) {
      open.add(entry(Integer.toString(open.size()), message));
    }
    Backoff backoff = new Backoff();
    while (true) {
      List<SendMessageBatchRequestEntry> asked = open;
      SendMessageBatchResponse response =
          client.sendMessageBatch(r -> r.queueUrl(queueUrl).entries(asked));
      if (response.failed().isEmpty()) {
        return;
      }
      boolean hopeless = response.failed().stream().anyMatch(BatchResultErrorEntry::senderFault);
      if (hopeless || !backoff.again()) {
        throw new UnavailableException(
            "queue %s did not take %d of %d messages: %s"
                .formatted(queueUrl, response.failed().size(), messages.size(), codes(response)));
      }
      Set<String> failed = new HashSet<>();
      response.failed().forEach(entry -> failed.add(entry.id()));
      open = asked.stream().filter(entry -> failed.contains(entry.id())).toList();
    }
  }

  private static String codes(SendMessageBatchResponse response) {
    return response.failed().stream()
        .map(BatchResultErrorEntry::code)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static SendMessageBatchRequestEntry entry(String entryId, Message message) {
    SendMessageBatchRequestEntry.Builder entry =
        SendMessageBatchRequestEntry.builder().id(entryId).messageBody(message.body());
    if (!message.group().isEmpty()) {
      entry.messageGroupId(message.group());
    }
    if (!message.id().isEmpty()) {
      entry.messageDeduplicationId(message.id());
    }
    return entry.build();
  }
}
