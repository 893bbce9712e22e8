package dev.rollbook.finalize;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.rollbook.Json;
import dev.rollbook.aws.Cloud;
import dev.rollbook.aws.Priming;
import dev.rollbook.changes.ChangeApplier;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.lambda.LogContext;
import dev.rollbook.lambda.PartialBatch;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for the commands that go to finalize. */
public final class FinalizeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  /** Writing what was done, and the command that goes on, takes seconds; a shard's part, longer. */
  private static final int LEFT_MILLIS = 60_000;

  private final ImportFinalizer finalizer;
  private final ApprovalApplier approvals;
  private final LeavingApplier leavings;
  private final ChangeCarrier changes;

  /** Works in this process's cloud. */
  public FinalizeHandler() {
    this(Cloud.ofProcess(), Clock.systemUTC());
    Priming.beforeSnapshot(cloud -> finalizer(cloud, Clock.systemUTC()).prime());
  }

  private static ImportFinalizer finalizer(Cloud cloud, Clock clock) {
    return new ImportFinalizer(
        cloud.journal(), cloud.directory(), cloud.buckets(), cloud.commands(), clock);
  }

  private FinalizeHandler(Cloud cloud, Clock clock) {
    this(
        finalizer(cloud, clock),
        new ApprovalApplier(
            cloud.journal(), cloud.directory(), cloud.buckets(), cloud.commands(), clock),
        new LeavingApplier(
            cloud.journal(),
            cloud.users(),
            cloud.commands(),
            new ImportCloser(cloud.journal(), cloud.commands(), cloud.buckets(), clock),
            clock),
        new ChangeCarrier(
            new ChangeApplier(
                cloud.changes(),
                cloud.directory(),
                cloud.turns(),
                cloud.commands(),
                new ImportCloser(cloud.journal(), cloud.commands(), cloud.buckets(), clock),
                clock),
            clock));
  }

  /** Works with those. */
  FinalizeHandler(
      ImportFinalizer finalizer,
      ApprovalApplier approvals,
      LeavingApplier leavings,
      ChangeCarrier changes) {
    this.finalizer = finalizer;
    this.approvals = approvals;
    this.leavings = leavings;
    this.changes = changes;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () ->
            PartialBatch.each(
                event, message -> carryOut(Json.parse(message.getBody(), Command.class), context)));
  }

  private void carryOut(Command command, Context context) throws IOException {
    String tenant = command.tenant();
    String id = command.importId();
    LogContext.set(tenant, id);
    BooleanSupplier outOfTime = () -> context.getRemainingTimeInMillis() < LEFT_MILLIS;
    switch (command.action()) {
      case FINISH -> finalizer.finish(tenant, id);
      case DEACTIVATE ->
          finalizer.deactivate(tenant, id, command.shard(), command.from(), outOfTime);
      case APPROVE -> approvals.apply(tenant, id);
      case DEACTIVATE_APPROVED ->
          approvals.deactivate(tenant, id, command.shard(), command.from(), outOfTime);
      case LEAVE -> leavings.apply(tenant, id);
      case LEAVE_SHARD -> leavings.leave(tenant, id, command.shard(), outOfTime);
      case CHANGE ->
          changes.carryOn(
              tenant, id, Duration.ofMillis(context.getRemainingTimeInMillis()), outOfTime);
      case READ, DISPATCH, RESEND, GIVE_UP ->
          throw new IllegalArgumentException(command.action() + " is not for finalize");
    }
  }
}
