package dev.rollbook.parse;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.rollbook.Json;
import dev.rollbook.aws.Cloud;
import dev.rollbook.imports.Command;
import dev.rollbook.lambda.PartialBatch;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for the commands that go to parse. */
public final class DispatchHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Parse parse;

  /** Works in this process's cloud. */
  public DispatchHandler() {
    this(Parse.of(Cloud.ofProcess()));
  }

  /** Works with that parse. */
  DispatchHandler(Parse parse) {
    this.parse = parse;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () ->
            PartialBatch.each(
                event, message -> parse.carryOut(Json.parse(message.getBody(), Command.class))));
  }
}
