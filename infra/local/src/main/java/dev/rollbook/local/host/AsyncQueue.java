package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.template.FunctionResource;
import dev.rollbook.local.template.QueueResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Lambda's queue of asynchronous invocations of one function: storage events, schedules, {@code
 * InvocationType: Event}. Kept in SQS like the real one, so that an event outlives the host. A
 * failure is tried again as often as the template says, then goes to the OnFailure queue, if there
 * is one.
 */
final class AsyncQueue implements Runnable {

  /** Short, and renewed while the function runs: if the host dies, the event comes back soon. */
  private static final int VISIBILITY_SECONDS = 20;

  private static final Duration RENEW = Duration.ofSeconds(6);
  private static final Duration BACK_OFF = Duration.ofSeconds(1);

  private final SqsClient sqs;
  private final String url;
  private final FunctionPool pool;
  private final List<QueueResource> onFailure;
  private final Duration retryDelay;
  private final Ticker ticker;
  private final Logs logs;
  private volatile boolean closed;

  AsyncQueue(
      SqsClient sqs,
      FunctionPool pool,
      List<QueueResource> onFailure,
      Duration retryDelay,
      Ticker ticker,
      Logs logs) {
    this.sqs = sqs;
    this.pool = pool;
    this.onFailure = onFailure;
    this.retryDelay = retryDelay;
    this.ticker = ticker;
    this.logs = logs;
    this.url =
        sqs.createQueue(request -> request.queueName("lambda-async-" + pool.function().logicalId()))
            .queueUrl();
  }

  /** Accepts an event; it is safe when this returns. */
  void add(byte[] payload) {
    sqs.sendMessage(
        request -> request.queueUrl(url).messageBody(new String(payload, StandardCharsets.UTF_8)));
  }

  @Override
  public void run() {
    PollWait wait = new PollWait();
    try {
      while (!closed) {
        pollOnce(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    closed = true;
  }

  private void pollOnce(PollWait wait) throws InterruptedException {
    try {
      List<Message> messages =
          sqs.receiveMessage(
                  request ->
                      request
                          .queueUrl(url)
                          .maxNumberOfMessages(1)
                          .waitTimeSeconds(wait.seconds())
                          .visibilityTimeout(VISIBILITY_SECONDS)
                          .messageSystemAttributeNames(
                              MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
              .messages();
      for (Message message : messages) {
        wait.reset();
        serve(message);
      }
    } catch (SdkException e) {
      if (!closed) {
        logs.problem(
            "Cannot poll the asynchronous invocations of " + pool.function().logicalId(), e);
        Thread.sleep(BACK_OFF.toMillis());
      }
    }
  }

  private void serve(Message message) throws InterruptedException {
    Ticker.Repeated renewal =
        ticker.every(
            RENEW,
            RENEW,
            "keeping an event of " + pool.function().logicalId() + " out of sight",
            () -> visible(message, VISIBILITY_SECONDS));
    InvocationOutcome outcome;
    try {
      outcome =
          closed
              ? InvocationOutcome.Failure.of("Sandbox.Closing", "The host is closing")
              : pool.invoke(message.body().getBytes(StandardCharsets.UTF_8));
    } finally {
      renewal.cancel();
    }
    if (outcome instanceof InvocationOutcome.Success) {
      delete(message);
    } else if (closed) {
      visible(message, 0);
    } else {
      failed(message, (InvocationOutcome.Failure) outcome);
    }
  }

  private void failed(Message message, InvocationOutcome.Failure failure) {
    int tries =
        Integer.parseInt(
            message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
    FunctionResource function = pool.function();
    if (tries <= function.async().retries()) {
      visible(message, (int) Math.max(1, retryDelay.toSeconds() * tries));
      return;
    }
    for (QueueResource queue : onFailure) {
      sqs.sendMessage(
          request ->
              request
                  .queueUrl(queue.url())
                  .messageBody(destinationRecord(message, failure, tries)));
    }
    delete(message);
  }

  /** What Lambda sends to a destination. */
  private String destinationRecord(Message message, InvocationOutcome.Failure failure, int tries) {
    ObjectNode json =
        HostJson.object().put("version", "1.0").put("timestamp", Instant.now().toString());
    json.putObject("requestContext")
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", pool.function().arn() + ":$LATEST")
        .put("condition", "RetriesExhausted")
        .put("approximateInvokeCount", tries);
    json.set("requestPayload", tree(message.body()));
    json.putObject("responseContext")
        .put("statusCode", 200)
        .put("executedVersion", "$LATEST")
        .put("functionError", "Unhandled");
    json.set("responsePayload", tree(failure.text()));
    return json.toString();
  }

  private static JsonNode tree(String text) {
    try {
      return HostJson.MAPPER.readTree(text);
    } catch (IOException e) {
      // Not JSON: carried as the text it is.
      return HostJson.object().textNode(text);
    }
  }

  private void delete(Message message) {
    sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
  }

  private void visible(Message message, int inSeconds) {
    try {
      sqs.changeMessageVisibility(
          request ->
              request
                  .queueUrl(url)
                  .receiptHandle(message.receiptHandle())
                  .visibilityTimeout(inSeconds));
    } catch (SdkException e) {
      // It comes back anyway when its time is up.
      logs.problem(
          "Cannot change when an event of " + pool.function().logicalId() + " comes back", e);
    }
  }
}
