package dev.rollbook.webhooks;

import java.time.Duration;
import java.time.Instant;

/** The queue of deliveries that are to be tried. A message may come twice. */
public interface DeliveryQueue {

  /** The longest a message can be held back; whoever waits longer sends it on again. */
  Duration LONGEST_DELAY = Duration.ofMinutes(15);

  /**
   * Has a delivery tried.
   *
   * @param delay before it is; at most {@link #LONGEST_DELAY}
   */
  void send(Message message, Duration delay);

  /**
   * Which delivery.
   *
   * @param tenant whose webhook it goes to
   * @param deliveryId which of the tenant's
   */
  record Message(String tenant, String deliveryId) {}

  /** Has a delivery tried when it is due, or as near to that as a message can wait. */
  default void sendDue(Delivery delivery, Instant now) {
    Duration wait = delivery.wait(now);
    Duration longest = wait.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : wait;
    send(
        new Message(delivery.tenant(), delivery.id()),
        longest.isNegative() ? Duration.ZERO : longest);
  }
}
