package dev.rollbook.testkit;

import dev.rollbook.imports.Notification;
import dev.rollbook.imports.Notifications;
import java.time.Clock;
import java.util.List;

class InMemoryNotificationsTest extends NotificationsContract {

  private final InMemoryNotifications notifications = new InMemoryNotifications(Clock.systemUTC());

  @Override
  protected Notifications notifications() {
    return notifications;
  }

  @Override
  protected List<Notification> received() {
    return notifications.take();
  }
}
