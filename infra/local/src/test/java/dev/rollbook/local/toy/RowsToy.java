package dev.rollbook.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down each message; fails those that say "poison", waits for ever on the first sight of one
 * that says "hang".
 */
public final class RowsToy implements RequestHandler<SQSEvent, SQSBatchResponse> {

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    List<BatchItemFailure> failures = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      String received = message.getAttributes().get("ApproximateReceiveCount");
      Notebook.write(
          message.getBody()
              + " "
              + received
              + " "
              + message.getAttributes().getOrDefault("MessageGroupId", "-")
              + " of "
              + event.getRecords().size());
      if (message.getBody().startsWith("hang") && received.equals("1")) {
        Notebook.sleep(60_000);
      }
      if (message.getBody().startsWith("poison")) {
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }
}
