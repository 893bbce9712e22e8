package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.host.StorageEvents.AsyncTarget;
import dev.rollbook.local.template.EventSource.Rate;
import dev.rollbook.local.template.StackNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Invokes functions at their rates, the first time soon after the host is up: not at once, since
 * what was interrupted comes back by its queues, and who waits for the host needs the processor.
 */
final class Schedules {

  private static final Duration FIRST = Duration.ofSeconds(10);

  private final Ticker ticker;
  private final StackNames names;

  Schedules(Ticker ticker, StackNames names) {
    this.ticker = ticker;
    this.names = names;
  }

  void start(AsyncTarget target) {
    target
        .pool()
        .function()
        .events(Rate.class)
        .forEach(
            rate ->
                ticker.every(
                    rate.every(),
                    rate.every().compareTo(FIRST) < 0 ? rate.every() : FIRST,
                    "the schedule " + rate.name(),
                    () -> fire(target, rate)));
  }

  private void fire(AsyncTarget target, Rate rate) {
    target
        .queue()
        .add(
            rate.input().isEmpty()
                ? event(target, rate)
                : rate.input().getBytes(StandardCharsets.UTF_8));
  }

  private byte[] event(AsyncTarget target, Rate rate) {
    ObjectNode event =
        HostJson.object()
            .put("version", "0")
            .put("id", UUID.randomUUID().toString())
            .put("detail-type", "Scheduled Event")
            .put("source", "aws.events")
            .put("account", names.accountId())
            .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", Endpoints.REGION);
    event
        .putArray("resources")
        .add(
            "arn:aws:events:"
                + Endpoints.REGION
                + ":"
                + names.accountId()
                + ":rule/"
                + target.pool().function().name()
                + rate.name());
    event.putObject("detail");
    return HostJson.bytes(event);
  }
}
