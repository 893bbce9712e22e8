package dev.rollbook.testkit;

import dev.rollbook.imports.Notification;
import dev.rollbook.imports.Notifications;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The notifications queue in memory; it keeps what was sent, in order, and drops repeats. */
public final class InMemoryNotifications implements Notifications {

  private final Set<String> ids = new HashSet<>();
  private final List<Notification> sent = new ArrayList<>();

  @Override
  public synchronized void send(List<Notification> notifications) {
    notifications.stream().filter(message -> ids.add(message.id())).forEach(sent::add);
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
