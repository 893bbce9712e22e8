package dev.rollbook.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By what a file to mend is known (SPEC A12). */
class ResendMarkTest {

  private static final String ID = "01J9ZQ4T5X7A8B9CDEFGHJKMNP";

  static List<ResendMark> marks() {
    return List.of(
        new ResendMark(ID, false, List.of()),
        new ResendMark(ID, true, List.of()),
        new ResendMark(ID, false, List.of(7)),
        new ResendMark(ID, true, List.of(3, 299)));
  }

  @ParameterizedTest
  @MethodSource("marks")
  void shouldBeReadFromTheHeadingThatItMakes(ResendMark mark) {
    for (String words : List.of("Grund", "Reason", "原因")) {
      assertThat(ResendMark.of(mark.heading(words))).contains(mark);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "' Reason (Rollbook 01J9ZQ4T5X7A8B9CDEFGHJKMNP CSV -7) ', true, 7",
    "REASON (ROLLBOOK 01J9ZQ4T5X7A8B9CDEFGHJKMNP -12), false, 12",
    "reason (rollbook 01j9zq4t5x7a8b9cdefghjkmnp csv -12), true, 12",
  })
  void shouldNotMindCaseAndBlanks(String heading, boolean guarded, int leftOut) {
    assertThat(ResendMark.of(heading)).contains(new ResendMark(ID, guarded, List.of(leftOut)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Username",
        "Reason (Rollbook)",
        "Reason (Rollbook 01J9ZQ)",
        "Reason (Rollbook 01J9ZQ4T5X7A8B9CDEFGHJKMNP",
        "Reason (Rollbook 01J9ZQ4T5X7A8B9CDEFGHJKMNP) and more",
        "Reason (Rollbook 01J9ZQ4T5X7A8B9CDEFGHJKMNU)",
        "Reason (Rollbook 01J9ZQ4T5X7A8B9CDEFGHJKMNP -0)",
      })
  void shouldTakeNothingElseForOne(String heading) {
    assertThat(ResendMark.of(heading)).isEmpty();
  }
}
