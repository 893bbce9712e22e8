package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Notification;
import dev.rollbook.imports.NotificationBuilder;
import dev.rollbook.imports.Notifications;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Notifications} keep. */
public abstract class NotificationsContract {

  /** A queue, nothing on it. */
  protected abstract Notifications notifications();

  /** Takes everything from the queue that gets there in the next moments. */
  protected abstract List<Notification> received();

  @Test
  void shouldSendMoreThanOneCallTakes() {
    List<Notification> sent =
        IntStream.range(0, 25).mapToObj(i -> notification("id-" + i, "user" + i)).toList();

    notifications().send(sent);

    assertThat(received()).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void shouldDropARepeat() { // SPEC A9
    String odd = "größer ".repeat(30);
    notifications().send(List.of(notification("a", "ada"), notification(odd, "ada")));
    notifications().send(List.of(notification("a", "ada"), notification(odd, "ada")));
    notifications().send(List.of(notification("b", "ada")));

    assertThat(received()).extracting(Notification::id).containsExactlyInAnyOrder("a", odd, "b");
  }

  private static Notification notification(String id, String username) {
    return NotificationBuilder.builder()
        .id(id)
        .type(Notification.Type.ACCESS)
        .tenant("t1")
        .importId("I1")
        .username(username)
        .email("ada@example.org")
        .language("de")
        .template("welcome")
        .product("p")
        .offer("o")
        .build();
  }
}
