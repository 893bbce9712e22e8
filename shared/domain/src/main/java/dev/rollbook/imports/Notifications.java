package dev.rollbook.imports;

import java.util.List;

/** The queue that the platform's mailer reads. It drops a message whose id it had a moment ago. */
public interface Notifications {

  /** Puts messages on the queue, every one of them or an exception is thrown. */
  void send(List<Notification> notifications);
}
