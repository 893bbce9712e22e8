package dev.rollbook.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC R5 and U9 for texts, whoever wrote them. */
class CellTextTest {

  @Test
  void shouldTrimEveryKindOfBlankAndCompose() {
    assertThat(CellText.clean("\uFEFF\u00A0\t a b\u200B\u200D\u2060\r\n")).isEqualTo("a b");
    assertThat(CellText.clean("Mu\u0308ller\u3000")).isEqualTo("Müller");
    assertThat(CellText.clean(" \n")).isEmpty();
    assertThat(CellText.clean("a\u00A1")).isEqualTo("a\u00A1");
  }

  @Test
  void shouldFindTheFirstCharacterThatNoCellMayHold() {
    assertThat(CellText.firstInvalid("a\u0007b\u0001")).hasValue(7);
    assertThat(CellText.firstInvalid("a\u0085")).hasValue(0x85);
    assertThat(CellText.firstInvalid("a\uFFFD")).hasValue(0xFFFD);
    assertThat(CellText.firstInvalid("a\uD83D")).hasValue(0xD83D);
    assertThat(CellText.firstInvalid("\uD83Da")).hasValue(0xD83D);
    assertThat(CellText.firstInvalid("\uDE00")).hasValue(0xDE00);
    assertThat(CellText.firstInvalid("a\uDE00")).hasValue(0xDE00);
    assertThat(CellText.firstInvalid("ä\t\r\n\uD83D\uDE00\u00A0")).isEmpty();
  }

  @Test
  void shouldAllowAUsernameNoLineEnd() {
    assertThat(CellText.firstInvalidInUsername("a\nb")).hasValue('\n');
    assertThat(CellText.firstInvalidInUsername("a\tb")).hasValue('\t');
    assertThat(CellText.firstInvalidInUsername("a\rb")).hasValue('\r');
    assertThat(CellText.firstInvalidInUsername("a b")).isEmpty();
    assertThat(CellText.firstInvalidInUsername("a\u0000")).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "äöü", "€", "\uD83D\uDE00"})
  void shouldCountBytesAsUtf8Does(String text) {
    assertThat(CellText.utf8Length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @CsvSource({
    "ada@example.org, true",
    "jürgen@müller.example, true",
    "a.b+c@sub.example.org, true",
    "ada, false",
    "@example.org, false",
    "ada@example, false",
    "a..b@example.org, false",
    "ada@example.1, false",
    "ada@-example.org, false",
    "\"a b\"@example.org, true",
    "\"a\"b\"@example.org, false",
    "ada@example.org., false"
  })
  void shouldKnowAnEmailAddress(String text, boolean valid) {
    assertThat(EmailAddress.isValid(text)).isEqualTo(valid);
  }

  @Test
  void shouldSeeWhatNobodySees() { // SPEC R5
    assertThat(CellText.clean("\u2066anna\u2069\uFE0F\uDB40\uDC20")).isEqualTo("anna");
    assertThat(CellText.clean("\uDB40\uDC20")).isEmpty();
    assertThat(CellText.clean("\uDB40")).isEqualTo("\uDB40");
    assertThat(CellText.firstInvisible("an\u00ADna")).hasValue(0xAD);
    assertThat(CellText.firstInvisible("a\uDB40\uDC20b")).hasValue(0xE0020);
    assertThat(CellText.firstInvisible("\u0600 ü😀")).isEmpty();
    assertThat(CellText.firstInvalidInUsername("a\u200Bb")).hasValue(0x200B);
    assertThat(CellText.visible("a\u00AD\uDB40\uDC20 \u200Db")).isEqualTo("a b");
  }

  @ParameterizedTest
  @CsvSource({
    "Anna Amt <a@x.de>, a@x.de",
    "MailTo:a@x.de?subject=Hallo, a@x.de",
    "<mailto:a@x.de>, a@x.de",
    "a@x.de, a@x.de",
    "Anna <a>, Anna <a>",
    "mailto:a, mailto:a"
  })
  void shouldReadAnAddressAsAPersonDoes(String text, String address) { // SPEC U9
    assertThat(EmailAddress.within(text)).isEqualTo(address);
  }

  @Test
  void shouldTellSeveralAddressesFromOne() {
    assertThat(EmailAddress.several("a@x.de; b@x.de,c@x.de"))
        .containsExactly("a@x.de", "b@x.de", "c@x.de");
    assertThat(EmailAddress.several("a@x.de;")).isEmpty();
    assertThat(EmailAddress.several("a@x.de; b")).isEmpty();
  }

  @Test
  void shouldTellWhatStandsBeforeTheLastAt() {
    assertThat(EmailAddress.localPart("ada@example.org")).isEqualTo("ada");
    assertThat(EmailAddress.isValid("a".repeat(65) + "@example.org")).isFalse();
    assertThat(EmailAddress.isValid("a@" + "b.".repeat(130) + "org")).isFalse();
  }

  @ParameterizedTest(name = "{0} lists {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Anna <a@x.de>; Bo <b@x.de>|a@x.de b@x.de",
        "A, Anna <a@x.de>, Bo <mailto:b@x.de>|a@x.de b@x.de",
        "a@x.de / b@x.de|a@x.de b@x.de",
        "a@x.de/b@x.de|a@x.de b@x.de",
        "a@x.de ::: b@x.de|a@x.de b@x.de",
        "a/b@x.de|``",
        "a/b@x.de/c@x.de|``",
        "a@x.de und mailto:b@x.de|a@x.de b@x.de",
        "a@x.de, Bo <b@x.de>|a@x.de b@x.de",
        "a@x.de a@x.de|``",
        "`\"a@x.de\" <a@x.de>`|``",
        "Anna a@x.de, b@x.de|``",
        "Anna <a@x.de>, Bo <b@x>|``",
        "a@x.de|``"
      })
  void shouldFindSeveralAddressesWithTheirNames(String text, String addresses) {
    // SPEC U9
    assertThat(String.join(" ", EmailAddress.several(text))).isEqualTo(addresses);
    assertThat(EmailAddress.within(text)).isEqualTo(text.startsWith("\"") ? "a@x.de" : text);
  }

  @ParameterizedTest(name = "{0} mentions {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a@x.de (privat)|a@x.de",
        "(a@x.de), siehe b@x.de.|a@x.de b@x.de",
        "a@x.de.|a@x.de",
        "a@x.de/b@x.de|a@x.de b@x.de",
        "a@x.de+b-c@x.de|a@x.de b-c@x.de c@x.de",
        "[a@x.de](mailto:b@x.de)|a@x.de b@x.de",
        "smtp:a@x.de(privat)|a@x.de",
        "a@x.de->b@x.de|a@x.de b@x.de",
        "a@@x.de@|``",
        "Anna <a@x.de> oder [mailto:b@x.de?subject=x]|a@x.de b@x.de",
        "a@x; @|``"
      })
  void shouldFindAllAddressesThatATextMentions(String text, String addresses) {
    // SPEC U9, D5
    assertThat(String.join(" ", EmailAddress.mentioned(text))).isEqualTo(addresses);
  }
}
