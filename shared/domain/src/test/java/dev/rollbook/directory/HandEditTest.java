package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
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

  @Test
  void shouldKeepTheBeginningOfWhatIsTooMuch() { // SPEC A11
    String smile = "\uD83D\uDE00";
    List<FieldChange> fields =
        IntStream.range(0, 400)
            .mapToObj(
                i ->
                    i == 0
                        ? new FieldChange("lastName", smile.repeat(150), smile.repeat(151))
                        : new FieldChange("phone", "", Integer.toString(i)))
            .toList();

    HandEdit kept = new HandEdit(NOW, true, fields, "id").shortened();

    assertThat(kept.fields()).hasSize(300);
    assertThat(kept.fields().get(0))
        .isEqualTo(new FieldChange("lastName", smile.repeat(150), smile.repeat(150) + "…"));
    assertThat(kept.fields().subList(1, 300)).isEqualTo(fields.subList(1, 300));
    assertThat(kept).isEqualTo(new HandEdit(NOW, true, kept.fields(), "id"));
  }
}
