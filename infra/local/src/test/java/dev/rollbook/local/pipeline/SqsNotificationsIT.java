package dev.rollbook.local.pipeline;

import dev.rollbook.aws.SqsNotifications;
import dev.rollbook.imports.Notification;
import dev.rollbook.imports.Notifications;
import dev.rollbook.testkit.NotificationsContract;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Notifications in a FIFO queue of the run's backend. */
@ExtendWith(InPipeline.class)
class SqsNotificationsIT extends NotificationsContract {

  private final NewQueue queue;

  SqsNotificationsIT(Pipeline pipeline) {
    this.queue = NewQueue.fifo(pipeline.sqs());
  }

  @Override
  protected Notifications notifications() {
    return new SqsNotifications(queue.sqs(), queue.url());
  }

  @Override
  protected List<Notification> received() {
    return queue.received(Notification.class);
  }
}
