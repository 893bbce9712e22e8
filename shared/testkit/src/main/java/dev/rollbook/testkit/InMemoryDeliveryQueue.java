package dev.rollbook.testkit;

import dev.rollbook.webhooks.DeliveryQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The queue of deliveries in memory; it keeps what was sent, in order. */
public final class InMemoryDeliveryQueue implements DeliveryQueue {

  private final List<Sent> sent = new ArrayList<>();

  /**
   * A message on its way.
   *
   * @param delay before it is handed out
   */
  public record Sent(Message message, Duration delay) {}

  @Override
  public synchronized void send(Message message, Duration delay) {
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException("no message can be held back for " + delay);
    }
    sent.add(new Sent(message, delay));
  }

  /** Takes what was sent, as the function does. */
  public synchronized List<Sent> take() {
    List<Sent> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }
}
