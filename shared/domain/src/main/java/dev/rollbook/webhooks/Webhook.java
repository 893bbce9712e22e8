package dev.rollbook.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a tenant is told of its imports.
 *
 * @param tenant whose it is
 * @param url where deliveries go
 * @param secrets that sign, the newest first
 * @param state whether deliveries arrive
 * @param lastDelivery the last try there was; null before the first
 * @param version raised by each stored change
 */
public record Webhook(
    String tenant,
    String url,
    List<Secret> secrets,
    State state,
    LastDelivery lastDelivery,
    long version) {

  /** For so long the secret before signs, too. */
  public static final Duration OVERLAP = Duration.ofDays(1);

  /** The end of a secret that has no successor. */
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  /** A secret and those it followed within a day; more are nobody's plan. */
  private static final int MOST_SECRETS = 3;

  /** Copies the list. */
  public Webhook {
    secrets = List.copyOf(secrets);
  }

  /** Whether deliveries arrive. */
  public enum State {
    /** Nothing is wrong, as far as is known. */
    ACTIVE,
    /** The last try failed, and will be repeated. */
    FAILING,
    /** A delivery was given up. The next event is tried all the same. */
    GIVEN_UP
  }

  /**
   * A secret that signs.
   *
   * @param sealed as a {@link Sealer} gave it
   * @param until when it signs no more
   */
  public record Secret(String sealed, Instant until) {}

  /**
   * How the last try went.
   *
   * @param id of the delivery
   * @param type of the event
   * @param at when it was tried
   * @param status of HTTP, 0 if there was no answer
   * @param error what was wrong, empty if nothing was
   */
  public record LastDelivery(String id, String type, Instant at, int status, String error) {}

  /** A new webhook. */
  public static Webhook of(String tenant, String url, String sealedSecret) {
    return new Webhook(
        tenant, url, List.of(new Secret(sealedSecret, NEVER)), State.ACTIVE, null, 0);
  }

  /** The same at another address, of which nothing is known yet. */
  public Webhook at(String otherUrl) {
    return otherUrl.equals(url)
        ? this
        : new Webhook(tenant, otherUrl, secrets, State.ACTIVE, null, version);
  }

  /** The same with a new secret; the one before signs for another day. */
  public Webhook rotated(String sealedSecret, Instant now) {
    List<Secret> next = new ArrayList<>();
    next.add(new Secret(sealedSecret, NEVER));
    for (Secret before : signing(now)) {
      if (next.size() < MOST_SECRETS) {
        Instant end = now.plus(OVERLAP);
        next.add(new Secret(before.sealed(), before.until().isBefore(end) ? before.until() : end));
      }
    }
    return new Webhook(tenant, url, next, state, lastDelivery, version);
  }

  /** The secrets that sign now, the newest first. */
  public List<Secret> signing(Instant now) {
    return secrets.stream().filter(secret -> now.isBefore(secret.until())).toList();
  }

  /** The same after a try. */
  public Webhook tried(Delivery delivery, Delivery.Try last) {
    State next =
        switch (delivery.state()) {
          case DELIVERED -> State.ACTIVE;
          case PENDING -> State.FAILING;
          case GIVEN_UP ->
              delivery.type().equals(WebhookEvent.TEST.type()) ? State.FAILING : State.GIVEN_UP;
        };
    return new Webhook(
        tenant,
        url,
        secrets,
        next,
        new LastDelivery(delivery.id(), delivery.type(), last.at(), last.status(), last.error()),
        version);
  }

  /** The last try, if there was one. */
  public Optional<LastDelivery> lastTry() {
    return Optional.ofNullable(lastDelivery);
  }

  /** The same as it is once a change of it is stored; for those who store it. */
  public Webhook nextVersion() {
    return new Webhook(tenant, url, secrets, state, lastDelivery, version + 1);
  }
}
