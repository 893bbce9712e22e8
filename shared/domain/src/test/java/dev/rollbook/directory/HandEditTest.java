package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a hand did, and to whom (SPEC A11). */
class HandEditTest {

  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final FieldChange NAME = new FieldChange("username", "old", "ada");
  private static final FieldChange PHONE = new FieldChange("phone", "", "1");

  @Test
  void shouldTellTheNameBefore() { // SPEC U14
    assertThat(new HandEdit(NOW, false, List.of(NAME), "id").formerUsername()).contains("old");
    assertThat(new HandEdit(NOW, false, List.of(PHONE), "id").formerUsername()).isEmpty();
    assertThat(new HandEdit(NOW, true, List.of(NAME), "id").formerUsername()).isEmpty();
  }

  @Test
  void shouldTellWhoseItIs() {
    User ada = User.named("ada", NOW).id("id").build();

    assertThat(new HandEdit(NOW.minusSeconds(1), false, List.of(PHONE), "id").isOf(ada)).isTrue();
    assertThat(new HandEdit(NOW, false, List.of(PHONE), "another").isOf(ada)).isFalse();
    assertThat(new HandEdit(NOW, true, List.of(PHONE), null).isOf(ada)).isTrue();
    assertThat(new HandEdit(NOW.minusSeconds(1), true, List.of(PHONE), "").isOf(ada)).isFalse();
    assertThat(new HandEdit(NOW, false, List.of(PHONE), "").isOf(ada)).isTrue();
    assertThat(new HandEdit(NOW.minusSeconds(1), false, List.of(PHONE), "").isOf(ada)).isFalse();
  }

  @Test
  void shouldBeNobodysWhereTheUserWasMadeAtAnotherTime() { // SPEC A11
    User ada = User.named("ada", NOW).id("id").build();

    assertThat(new HandEdit(NOW.plusMillis(1), true, List.of(PHONE), "").isOf(ada)).isFalse();
  }
}
