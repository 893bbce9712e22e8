package dev.rollbook.testkit;

import dev.rollbook.imports.Notification;
import dev.rollbook.imports.Notifications;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The notifications queue in memory. It keeps what was sent, in order, and drops a repeat as long
 * as SQS does.
 */
public final class InMemoryNotifications implements Notifications {

  /** SQS's deduplication interval. */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  private final Clock clock;
  private final Map<String, Instant> ids = new HashMap<>();
  private final List<Notification> sent = new ArrayList<>();

  /** An empty queue. */
  public InMemoryNotifications(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void send(List<Notification> notifications) {
    Instant now = clock.instant();
    for (Notification message : notifications) {
      Instant before = ids.get(message.id());
      if (before == null || !now.isBefore(before.plus(WINDOW))) {
        ids.put(message.id(), now);
        sent.add(message);
      }
    }
  }

  /** What was sent and not taken yet. */
  public synchronized List<Notification> sent() {
    return List.copyOf(sent);
  }

  /** Takes what was sent, as a consumer does. */
  public synchronized List<Notification> take() {
    List<Notification> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }
}
