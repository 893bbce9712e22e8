package dev.rollbook.api;

import dev.rollbook.testkit.Sample;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Each look at it takes eleven seconds. */
final class SlowClock extends Clock {

  private Instant now = Sample.NOW;

  @Override
  public synchronized Instant instant() {
    now = now.plusSeconds(11);
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
