package dev.rollbook.testkit;

import dev.rollbook.imports.Notification;
import dev.rollbook.imports.Notifications;
import java.util.ArrayList;
import java.util.List;

/** A queue in memory that keeps what was sent, in order. */
public final class InMemoryNotifications implements Notifications {

  private final List<Notification> sent = new ArrayList<>();

  @Override
  public synchronized void send(List<Notification> notifications) {
    sent.addAll(notifications);
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
