package dev.rollbook.local.pipeline;

import dev.rollbook.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** A queue of a test's own in the run's backend. */
record NewQueue(SqsClient sqs, String url) {

  /** Emulators deliver at once; only a slow machine needs longer. */
  private static final int WAIT_SECONDS = 1;

  static NewQueue standard(SqsClient sqs) {
    String name = "contract-" + UUID.randomUUID();
    return new NewQueue(sqs, sqs.createQueue(request -> request.queueName(name)).queueUrl());
  }

  static NewQueue fifo(SqsClient sqs) {
    String name = "contract-" + UUID.randomUUID() + ".fifo";
    return new NewQueue(
        sqs,
        sqs.createQueue(
                request ->
                    request.queueName(name).attributesWithStrings(Map.of("FifoQueue", "true")))
            .queueUrl());
  }

  /** Takes everything that is there, until nothing more comes. */
  <T> List<T> received(Class<T> type) {
    List<T> all = new ArrayList<>();
    List<Message> some;
    do {
      some =
          sqs.receiveMessage(
                  request ->
                      request.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(WAIT_SECONDS))
              .messages();
      for (Message message : some) {
        all.add(Json.parse(message.body(), type));
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
      }
    } while (!some.isEmpty());
    return all;
  }
}
