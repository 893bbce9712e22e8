package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.junit.jupiter.api.Test;

/** What happens before Lambda takes a snapshot. */
class PrimingTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("DIRECTORY_TABLE", "Directory");

  @Test
  void shouldReadInACloudOfItsOwn() throws Exception {
    List<Cloud> read = new ArrayList<>();
    Priming priming = new Priming(() -> new Cloud(ENVIRONMENT, Clock.systemUTC()), read::add);

    priming.beforeCheckpoint(Core.getGlobalContext());
    priming.afterRestore(Core.getGlobalContext());
    priming.beforeCheckpoint(Core.getGlobalContext());

    assertThat(read).hasSize(2).doesNotHaveDuplicates();
  }

  /** A refused read, or a service that is away, must not fail a deployment. */
  @Test
  void shouldLetTheSnapshotBeTakenWhateverGoesWrong() {
    Priming refused =
        new Priming(
            () -> new Cloud(ENVIRONMENT, Clock.systemUTC()),
            cloud -> {
              throw new UnavailableException("not allowed here");
            });
    Priming unconfigured = new Priming(() -> new Cloud(Map.of(), Clock.systemUTC()), Cloud::users);

    assertThatCode(() -> refused.beforeCheckpoint(Core.getGlobalContext()))
        .doesNotThrowAnyException();
    assertThatCode(() -> unconfigured.beforeCheckpoint(Core.getGlobalContext()))
        .doesNotThrowAnyException();
  }
}
