package dev.rollbook.reconcile;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.rollbook.Json;
import dev.rollbook.aws.Cloud;
import dev.rollbook.aws.Priming;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.lambda.PartialBatch;
import dev.rollbook.passwords.Argon2idHasher;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for row batches; all that an invocation brings is planned together. */
public final class RowsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private static final Logger LOG = LoggerFactory.getLogger(RowsHandler.class);

  private final BatchReconciler reconciler;

  /** Works in this process's cloud. */
  public RowsHandler() {
    this(of(Cloud.ofProcess()));
    Priming.beforeSnapshot(cloud -> of(cloud).prime());
  }

  /** Works with that reconciler. */
  RowsHandler(BatchReconciler reconciler) {
    this.reconciler = reconciler;
  }

  static BatchReconciler of(Cloud cloud) {
    return new BatchReconciler(
        cloud.journal(),
        cloud.users(),
        cloud.groups(),
        cloud.buckets(),
        cloud.commands(),
        cloud.notifications(),
        new Argon2idHasher(),
        Clock.systemUTC());
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return PowertoolsLogging.withLogging(context, () -> reconcile(event));
  }

  private SQSBatchResponse reconcile(SQSEvent event) {
    List<SQSMessage> failed = new ArrayList<>();
    Map<SQSMessage, RowBatch> batches = new LinkedHashMap<>();
    for (SQSMessage message : event.getRecords()) {
      try {
        batches.put(message, Json.parse(message.getBody(), RowBatch.class));
      } catch (Json.MalformedJsonException e) {
        LOG.error("message {} is no row batch", message.getMessageId(), e);
        failed.add(message);
      }
    }
    Set<RowBatch> again = reconciler.reconcile(List.copyOf(batches.values()));
    batches.forEach(
        (message, batch) -> {
          if (again.contains(batch)) {
            failed.add(message);
          }
        });
    return PartialBatch.failed(failed);
  }
}
