package dev.rollbook.finalize;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.rollbook.aws.Cloud;
import dev.rollbook.imports.Ending;
import java.time.Clock;
import java.time.Duration;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for the sweep's schedule. */
public final class SweepHandler implements RequestHandler<ScheduledEvent, Void> {

  private static final String STALL_AFTER = "STALL_AFTER_SECONDS";

  private final Sweep sweep;

  /** Works in this process's cloud. */
  public SweepHandler() {
    this(of(Cloud.ofProcess()));
  }

  /** Works with that sweep. */
  SweepHandler(Sweep sweep) {
    this.sweep = sweep;
  }

  private static Sweep of(Cloud cloud) {
    Clock clock = Clock.systemUTC();
    return new Sweep(
        cloud.journal(),
        cloud.commands(),
        cloud.uploads(),
        new Ending(cloud.journal(), cloud.commands(), cloud.buckets(), clock),
        Duration.ofSeconds(Long.parseLong(System.getenv(STALL_AFTER))),
        clock);
  }

  @Override
  public Void handleRequest(ScheduledEvent event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () -> {
          sweep.sweep();
          return null;
        });
  }
}
