package dev.rollbook.webhooks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One event on its way to a tenant's webhook. Every change makes a new value; {@link
 * Webhooks#replace(Delivery)} stores it if nobody stored another meanwhile.
 *
 * @param tenant whose webhook it goes to
 * @param id the {@code webhook-id}, the same at each try
 * @param type of the event
 * @param importId the import it tells of, empty for a test
 * @param body what is sent, the same at each try
 * @param createdAt when the event was
 * @param state where it stands
 * @param nextTryAt when it is to be tried next
 * @param tries how it went so far, oldest first
 * @param version raised by each stored change
 */
@RecordBuilder
public record Delivery(
    String tenant,
    String id,
    String type,
    String importId,
    String body,
    Instant createdAt,
    State state,
    Instant nextTryAt,
    List<Try> tries,
    long version) {

  /** How long deliveries are shown. */
  public static final Duration LIFE = Duration.ofDays(30);

  /** Longer than any try takes: who began one and did not end it has crashed. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  /** Copies the list. */
  public Delivery {
    tries = List.copyOf(tries);
  }

  /** Where a delivery stands. */
  public enum State {
    /** It is to be tried, for the first time or again. */
    PENDING,
    /** The receiver has taken it. */
    DELIVERED,
    /** It was tried for as long as it is, in vain. */
    GIVEN_UP
  }

  /**
   * A try.
   *
   * @param at when it began
   * @param status of HTTP, 0 if there was no answer
   * @param error what was wrong, empty if nothing was
   * @param answer the beginning of the answer's body
   * @param millis how long it took
   */
  public record Try(Instant at, int status, String error, String answer, long millis) {

    /** Whether the receiver has taken what was sent. */
    public boolean arrived() {
      return error.isEmpty() && status >= 200 && status < 300;
    }
  }

  /** An event to be told. */
  public static Delivery of(
      String tenant, String id, WebhookEvent event, String importId, String body, Instant now) {
    return DeliveryBuilder.builder()
        .tenant(tenant)
        .id(id)
        .type(event.type())
        .importId(importId)
        .body(body)
        .createdAt(now)
        .state(State.PENDING)
        .nextTryAt(now)
        .tries(List.of())
        .build();
  }

  /** Whether anything is still to be done. */
  @JsonIgnore
  public boolean isPending() {
    return state == State.PENDING;
  }

  /** How long until it is to be tried; not positive if it is due. */
  public Duration wait(Instant now) {
    return Duration.between(now, nextTryAt);
  }

  /** The same for whoever tries it now: nobody else is to, unless that one crashes. */
  public Delivery claimed(Instant now) {
    return DeliveryBuilder.from(this).nextTryAt(now.plus(LEASE)).build();
  }

  /** The same after a try. A test is not repeated: who asked for it looks at it. */
  public Delivery tried(Try last, Instant now) {
    List<Try> all = new ArrayList<>(tries);
    all.add(last);
    Delivery told = DeliveryBuilder.from(this).tries(all).build();
    if (last.arrived()) {
      return told.at(State.DELIVERED, now);
    }
    return type.equals(WebhookEvent.TEST.type())
        ? told.at(State.GIVEN_UP, now)
        : RetrySchedule.next(createdAt, all.size(), now)
            .map(next -> told.at(State.PENDING, next))
            .orElseGet(() -> told.at(State.GIVEN_UP, now));
  }

  /** The same, not to be tried any more: the tenant has no webhook now. */
  public Delivery withoutWebhook(Instant now) {
    return at(State.GIVEN_UP, now);
  }

  private Delivery at(State next, Instant nextTry) {
    return DeliveryBuilder.from(this).state(next).nextTryAt(nextTry).build();
  }

  /** The same as it is once a change of it is stored; for those who store it. */
  public Delivery nextVersion() {
    return DeliveryBuilder.from(this).version(version + 1).build();
  }
}
