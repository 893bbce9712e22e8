package dev.rollbook.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells that do no harm, and come back as they were (SPEC A3, A12). */
class FormulaGuardTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=1+1 | '=1+1",
        "+49 221 1 | '+49 221 1",
        "-1 | '-1",
        "@SUM(A1) | '@SUM(A1)",
        "'=1 | ''=1",
        "'x | 'x",
        "O'Hara | O'Hara",
        "a-b | a-b",
        "x;=1 | x;'=1",
        "x;'=1 | x;''=1",
        "a;\"-1\" | a;\"'-1\"",
        "=a;=b | '=a;'=b",
      })
  void shouldGuardACellAndTakeThatBack(String cell, String guarded) {
    assertThat(FormulaGuard.guard(cell)).isEqualTo(guarded);
    assertThat(FormulaGuard.unguard(guarded)).isEqualTo(cell);
  }

  @Test
  void shouldTakeBackWhateverItGuards() {
    String alphabet = "''=+-@;,|\"\t\r\nab";
    Random random = new Random(12);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder cell = new StringBuilder();
      for (int length = random.nextInt(9); length > 0; length--) {
        cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String guarded = FormulaGuard.guard(cell.toString());
      assertThat(FormulaGuard.unguard(guarded)).isEqualTo(cell.toString());
      assertThat(guarded).doesNotContainPattern("(^|[;,\t|\r\n]\"*)[=+\\-@]");
      String started = cell.toString().replaceFirst("^(?='*[=+\\-@\t\r])", "'");
      assertThat(guarded)
          .as("nothing else is touched")
          .isEqualTo(started.replaceAll("([;,\t|\r\n]\"*)(?='*[=+\\-@])", "$1'"));
    }
  }
}
