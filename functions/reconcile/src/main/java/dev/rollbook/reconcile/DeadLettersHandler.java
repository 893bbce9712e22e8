package dev.rollbook.reconcile;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.rollbook.Json;
import dev.rollbook.aws.Cloud;
import dev.rollbook.aws.Priming;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.lambda.PartialBatch;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for row batches that failed every time. */
public final class DeadLettersHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final BatchReconciler reconciler;

  /** Works in this process's cloud. */
  public DeadLettersHandler() {
    this(RowsHandler.of(Cloud.ofProcess()));
    Priming.beforeSnapshot(cloud -> RowsHandler.of(cloud).prime());
  }

  /** Works with that reconciler. */
  DeadLettersHandler(BatchReconciler reconciler) {
    this.reconciler = reconciler;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () ->
            PartialBatch.each(
                event,
                message ->
                    reconciler.settleRowByRow(Json.parse(message.getBody(), RowBatch.class))));
  }
}
