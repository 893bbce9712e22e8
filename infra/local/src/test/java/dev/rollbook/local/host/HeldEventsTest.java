package dev.rollbook.local.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Events that are kept from their function for somebody else. */
class HeldEventsTest {

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final HeldEvents held = new HeldEvents();

  @Test
  void shouldLetPassWhatNobodyAskedFor() throws InterruptedException {
    held.hold("Parse", "import-1");

    assertThat(take("Parse", "import-2")).isFalse();
    assertThat(take("Reconcile", "import-1")).isFalse();
    assertThat(held.await("Parse", "import-1", AT_ONCE)).isEmpty();
    assertThat(held.await("Parse", "import-2", AT_ONCE)).isEmpty();
  }

  @Test
  void shouldKeepOneEventForEachTimeItWasAskedFor() throws InterruptedException {
    held.hold("Parse", "import-1");

    assertThat(take("Parse", "the first of import-1")).isTrue();
    assertThat(take("Parse", "the second of import-1")).isFalse();

    assertThat(held.await("Parse", "import-1", AT_ONCE))
        .hasValueSatisfying(event -> assertThat(event).asString(UTF_8).startsWith("the first"));
  }

  @Test
  void shouldGiveAnEventAwayOnce() throws InterruptedException {
    held.hold("Parse", "import-1");
    take("Parse", "import-1");

    assertThat(held.await("Parse", "import-1", AT_ONCE)).isPresent();
    assertThat(held.await("Parse", "import-1", AT_ONCE)).isEmpty();
    assertThat(take("Parse", "import-1")).isFalse();
  }

  private boolean take(String function, String content) {
    return held.take(function, content, () -> content.getBytes(UTF_8));
  }
}
