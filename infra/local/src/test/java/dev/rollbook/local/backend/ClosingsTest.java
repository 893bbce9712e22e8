package dev.rollbook.local.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingsTest {

  private final List<String> stopped = new ArrayList<>();
  private final Closings closings = new Closings();

  @Test
  void shouldStopLastFirstAndOnce() {
    closings.add("one", () -> stopped.add("one"));
    closings.add("two", () -> stopped.add("two"));

    closings.close();
    closings.close();

    assertThat(stopped).containsExactly("two", "one");
  }

  @Test
  void shouldStopTheRestAfterOneThatDoesNotStop() {
    closings.add("one", () -> stopped.add("one"));
    closings.add("stuck", () -> fail("no such port"));

    assertThatThrownBy(closings::close)
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .satisfies(each -> assertThat(each).hasMessage("Cannot stop stuck")));
    assertThat(stopped).containsExactly("one");
  }

  @Test
  void shouldTellOfTheFailureThatCameFirst() {
    closings.add("stuck", () -> fail("second"));
    IOException first = new IOException("first");

    closings.closeAfter(first);

    assertThat(first.getSuppressed()).hasSize(1);
  }

  private static void fail(String message) throws IOException {
    throw new IOException(message);
  }
}
