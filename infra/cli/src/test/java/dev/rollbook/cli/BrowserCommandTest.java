package dev.rollbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an address gets into a browser. */
class BrowserCommandTest {

  private static final URI ADDRESS = URI.create("http://127.0.0.1:8080/console#key=rbk_demo_x");

  @ParameterizedTest
  @CsvSource({"Linux, xdg-open", "Mac OS X, open", "Windows 11, rundll32"})
  void shouldAskTheSystemForItsBrowser(String system, String command) {
    assertThat(BrowserCommand.of(system, Map.of("DISPLAY", ":0"), ADDRESS))
        .startsWith(command)
        .endsWith(ADDRESS.toString());
  }

  @Test
  void shouldOpenNothingWhereThereIsNoScreen() {
    assertThat(BrowserCommand.of("Linux", Map.of(), ADDRESS)).isEmpty();
    assertThat(BrowserCommand.of("Linux", Map.of("WAYLAND_DISPLAY", "w-0"), ADDRESS)).isNotEmpty();
  }
}
