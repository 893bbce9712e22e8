package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.template.EventSource.QueueBatch;
import dev.rollbook.local.template.QueueResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * One of Lambda's pollers of a queue: gathers a batch, runs the function on it, deletes what
 * succeeded. What failed is left to the queue's visibility timeout and redrive policy. Only when
 * the host closes are messages given back at once, so that nobody waits for them after a restart.
 */
final class QueuePoller implements Runnable {

  private static final int MAX_RECEIVE = 10;

  /** An event may have 6 MB; ten messages of 256 KiB fit between this and that. */
  private static final int FULL_BYTES = 3 * 1024 * 1024;

  private static final Duration BACK_OFF = Duration.ofSeconds(1);

  private final SqsClient sqs;
  private final QueueResource queue;
  private final QueueBatch source;
  private final FunctionPool pool;
  private final HeldEvents held;
  private final Logs logs;
  private final PollWait wait = new PollWait();
  private volatile boolean closed;

  QueuePoller(
      SqsClient sqs,
      QueueResource queue,
      QueueBatch source,
      FunctionPool pool,
      HeldEvents held,
      Logs logs) {
    this.sqs = sqs;
    this.queue = queue;
    this.source = source;
    this.pool = pool;
    this.held = held;
    this.logs = logs;
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        pollOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    closed = true;
  }

  private void pollOnce() throws InterruptedException {
    try {
      List<Message> batch = gather();
      if (batch.isEmpty()) {
        return;
      }
      wait.reset();
      List<Message> kept = batch.stream().filter(this::hold).toList();
      delete(kept);
      batch.removeAll(kept);
      if (batch.isEmpty()) {
        return;
      }
      InvocationOutcome outcome =
          closed
              ? InvocationOutcome.Failure.of("Sandbox.Closing", "The host is closing")
              : pool.invoke(event(batch));
      settle(batch, outcome);
    } catch (SdkException e) {
      if (!closed) {
        logs.problem("Cannot poll " + queue.name(), e);
        Thread.sleep(BACK_OFF.toMillis());
      }
    }
  }

  private boolean hold(Message message) {
    return held.take(pool.function().logicalId(), message.body(), () -> event(List.of(message)));
  }

  private List<Message> gather() {
    List<Message> batch = new ArrayList<>(receive(source.batchSize(), wait.seconds()));
    Instant end = Instant.now().plus(source.window());
    while (!batch.isEmpty()
        && batch.size() < source.batchSize()
        && !closed
        && bytes(batch) < FULL_BYTES) {
      long left = Duration.between(Instant.now(), end).toSeconds();
      List<Message> more =
          receive(
              source.batchSize() - batch.size(), (int) Math.max(0, Math.min(left, wait.seconds())));
      batch.addAll(more);
      if (more.isEmpty() && left <= 0) {
        break;
      }
    }
    return batch;
  }

  private List<Message> receive(int wanted, int waitSeconds) {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(queue.url())
                    .maxNumberOfMessages(Math.min(wanted, MAX_RECEIVE))
                    .waitTimeSeconds(waitSeconds)
                    .messageSystemAttributeNamesWithStrings("All")
                    .messageAttributeNames("All"))
        .messages();
  }

  private byte[] event(List<Message> batch) {
    ObjectNode event = HostJson.object();
    ArrayNode records = event.putArray("Records");
    batch.forEach(message -> records.add(SqsEventJson.record(message, queue.arn())));
    return HostJson.bytes(event);
  }

  private void settle(List<Message> batch, InvocationOutcome outcome) {
    Set<String> ids = batch.stream().map(Message::messageId).collect(Collectors.toSet());
    Set<String> failed =
        source.reportsItemFailures()
            ? BatchResponse.failed(outcome, ids)
            : BatchResponse.allOrNone(outcome, ids);
    delete(batch.stream().filter(message -> !failed.contains(message.messageId())).toList());
    if (closed) {
      batch.stream()
          .filter(message -> failed.contains(message.messageId()))
          .forEach(this::giveBack);
    }
  }

  private void delete(List<Message> messages) {
    for (int from = 0; from < messages.size(); from += MAX_RECEIVE) {
      List<DeleteMessageBatchRequestEntry> entries =
          messages.subList(from, Math.min(messages.size(), from + MAX_RECEIVE)).stream()
              .map(
                  message ->
                      DeleteMessageBatchRequestEntry.builder()
                          .id(message.messageId())
                          .receiptHandle(message.receiptHandle())
                          .build())
              .toList();
      sqs.deleteMessageBatch(request -> request.queueUrl(queue.url()).entries(entries))
          .failed()
          .forEach(
              entry ->
                  logs.problem(
                      "Message "
                          + entry.id()
                          + " of "
                          + queue.name()
                          + " was not deleted and comes again",
                      new IllegalStateException(entry.message())));
    }
  }

  private void giveBack(Message message) {
    sqs.changeMessageVisibility(
        request ->
            request
                .queueUrl(queue.url())
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(0));
  }

  private static int bytes(List<Message> batch) {
    return batch.stream()
        .mapToInt(message -> message.body().getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }
}
