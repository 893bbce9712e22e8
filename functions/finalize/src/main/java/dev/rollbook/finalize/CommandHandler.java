package dev.rollbook.finalize;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.rollbook.Json;
import dev.rollbook.aws.Cloud;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Ending;
import dev.rollbook.lambda.LogContext;
import dev.rollbook.lambda.PartialBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for the commands that go to finalize. */
public final class CommandHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Finalization finalization;
  private final Approval approval;

  /** Works in this process's cloud. */
  public CommandHandler() {
    this(Cloud.ofProcess(), Path.of(System.getProperty("java.io.tmpdir")), Clock.systemUTC());
  }

  private CommandHandler(Cloud cloud, Path scratch, Clock clock) {
    this(
        new Finalization(
            cloud.journal(),
            cloud.directory(),
            cloud.buckets(),
            new Ending(cloud.journal(), cloud.commands(), cloud.buckets(), clock),
            scratch,
            clock),
        new Approval(cloud.journal(), cloud.directory(), cloud.buckets(), scratch, clock));
  }

  /** Works with those two. */
  CommandHandler(Finalization finalization, Approval approval) {
    this.finalization = finalization;
    this.approval = approval;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () ->
            PartialBatch.each(
                event, message -> carryOut(Json.parse(message.getBody(), Command.class))));
  }

  private void carryOut(Command command) throws IOException {
    LogContext.set(command.tenant(), command.importId());
    switch (command.action()) {
      case FINISH -> finalization.finish(command.tenant(), command.importId());
      case APPROVE -> approval.apply(command.tenant(), command.importId());
      case READ, DISPATCH, RESEND, GIVE_UP ->
          throw new IllegalArgumentException(command.action() + " is not for finalize");
    }
  }
}
