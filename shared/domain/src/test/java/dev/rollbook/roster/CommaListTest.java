package dev.rollbook.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** SPEC G1, U8: several things in a cell. */
class CommaListTest {

  @Test
  void shouldSplitAtCommasAndCleanEachPart() {
    assertThat(CommaList.parts(" 5a ,\u00A0Chor\u200B,, ,5a")).containsExactly("5a", "Chor");
  }

  @Test
  void shouldNotTellTwoSpellingsOfOneNameApart() {
    assertThat(CommaList.parts("Ju\u0308rgen,J\u00FCrgen")).containsExactly("J\u00FCrgen");
  }

  @Test
  void shouldExceedALimitByDistinctPartsOnly() {
    assertThat(CommaList.exceeds(List.of("a,b", "b,c"), 3)).isFalse();
    assertThat(CommaList.exceeds(List.of("a,b", "c,d"), 3)).isTrue();
    assertThat(CommaList.exceeds(List.of("a,,a,,a"), 3)).isFalse();
  }
}
