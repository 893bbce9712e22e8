package dev.rollbook.finalize;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.rollbook.aws.Cloud;
import dev.rollbook.aws.Priming;
import dev.rollbook.imports.Imports;
import java.time.Clock;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for the sweep's schedule. */
public final class SweepHandler implements RequestHandler<ScheduledEvent, Void> {

  private final ImportSweeper sweeper;

  /** Works in this process's cloud. */
  public SweepHandler() {
    this(of(Cloud.ofProcess()));
    Priming.beforeSnapshot(cloud -> prime(cloud.imports()));
  }

  /** Works with that sweeper. */
  SweepHandler(ImportSweeper sweeper) {
    this.sweeper = sweeper;
  }

  private static ImportSweeper of(Cloud cloud) {
    Clock clock = Clock.systemUTC();
    return new ImportSweeper(
        cloud.journal(),
        cloud.users(),
        cloud.commands(),
        cloud.buckets(),
        cloud.stallAfter(),
        clock);
  }

  /** Warms up by looking for open imports, and leaves them as they are. */
  static void prime(Imports imports) {
    imports.open();
  }

  @Override
  public Void handleRequest(ScheduledEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () -> {
          sweeper.sweep();
          return null;
        });
  }
}
