package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudTest {

  @Test
  void shouldNameTheVariableThatIsMissing() {
    Cloud cloud = new Cloud(Map.of("DIRECTORY_TABLE", "Directory"), Clock.systemUTC());

    assertThatThrownBy(cloud::imports)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("IMPORTS_TABLE is not set");
    assertThatThrownBy(cloud::rowQueue)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ROWS_QUEUE_URL is not set");
  }
}
