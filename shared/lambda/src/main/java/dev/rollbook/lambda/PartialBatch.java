package dev.rollbook.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partial batch responses: a message that failed comes back alone, the others of its invocation do
 * not. The event source must have {@code ReportBatchItemFailures} on, or a failed message would be
 * lost.
 */
public final class PartialBatch {

  private static final Logger LOG = LoggerFactory.getLogger(PartialBatch.class);

  private PartialBatch() {}

  /** Handles messages one by one and names those that failed. */
  public static SQSBatchResponse each(SQSEvent event, Step step) {
    List<SQSMessage> failed = new ArrayList<>();
    for (SQSMessage message : event.getRecords()) {
      try {
        step.handle(message);
      } catch (Exception e) {
        LOG.error("message {} will come back", message.getMessageId(), e);
        failed.add(message);
      }
    }
    return failed(failed);
  }

  /** The response that names these messages as failed. */
  public static SQSBatchResponse failed(List<SQSMessage> messages) {
    return new SQSBatchResponse(
        messages.stream().map(message -> new BatchItemFailure(message.getMessageId())).toList());
  }

  /** What is done with a message. */
  @FunctionalInterface
  public interface Step {
    /** Handles a message; an exception brings the message back. */
    void handle(SQSMessage message) throws Exception;
  }
}
