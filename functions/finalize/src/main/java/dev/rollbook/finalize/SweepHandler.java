package dev.rollbook.finalize;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.rollbook.aws.Cloud;
import dev.rollbook.aws.Priming;
import dev.rollbook.changes.StalledChanges;
import dev.rollbook.imports.Imports;
import java.time.Clock;
import java.time.Duration;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for the sweep's schedule. */
public final class SweepHandler implements RequestHandler<ScheduledEvent, Void> {

  /** A change that was handed on is gone on with in seconds. */
  private static final Duration CHANGE_PAUSE = Duration.ofMinutes(5);

  private final ImportSweeper sweeper;
  private final StalledChanges changes;

  /** Works in this process's cloud. */
  public SweepHandler() {
    this(Cloud.ofProcess(), Clock.systemUTC());
    Priming.beforeSnapshot(cloud -> prime(cloud.imports()));
  }

  private SweepHandler(Cloud cloud, Clock clock) {
    this(
        new ImportSweeper(
            cloud.journal(),
            cloud.users(),
            cloud.commands(),
            cloud.buckets(),
            cloud.stallAfter(),
            clock),
        new StalledChanges(cloud.changes(), cloud.commands(), clock));
  }

  /** Works with those two. */
  SweepHandler(ImportSweeper sweeper, StalledChanges changes) {
    this.sweeper = sweeper;
    this.changes = changes;
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
          changes.resend(CHANGE_PAUSE);
          return null;
        });
  }
}
