package dev.rollbook.finalize;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.rollbook.Json;
import dev.rollbook.aws.Cloud;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Ending;
import dev.rollbook.lambda.PartialBatch;
import java.nio.file.Path;
import java.time.Clock;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for the commands that go to finalize. */
public final class CommandHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Finalization finalization;

  /** Works in this process's cloud. */
  public CommandHandler() {
    this(of(Cloud.ofProcess()));
  }

  /** Works with that finalization. */
  CommandHandler(Finalization finalization) {
    this.finalization = finalization;
  }

  private static Finalization of(Cloud cloud) {
    Clock clock = Clock.systemUTC();
    return new Finalization(
        cloud.journal(),
        cloud.directory(),
        cloud.buckets(),
        new Ending(cloud.journal(), cloud.commands(), cloud.buckets(), clock),
        Path.of(System.getProperty("java.io.tmpdir")),
        clock);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () ->
            PartialBatch.each(
                event,
                message -> {
                  Command command = Json.parse(message.getBody(), Command.class);
                  if (command.action() != Command.Action.FINISH) {
                    throw new IllegalArgumentException(command.action() + " is not for finalize");
                  }
                  finalization.finish(command.tenant(), command.importId());
                }));
  }
}
