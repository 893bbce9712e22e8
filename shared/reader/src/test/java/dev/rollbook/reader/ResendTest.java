package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.Reading;
import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RowSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are kept as they were uploaded, and a file made of them is read as the roster was (A12). */
class ResendTest {

  private static final String ID = "01J9ZQ4T5X7A8B9CDEFGHJKMNP";

  @TempDir private Path scratch;

  /** What reading keeps, a line for the columns and one for each row; cells in brackets. */
  private List<String> kept(String text, ReadingOptions options) {
    List<String> lines = new ArrayList<>();
    Path file = Shown.file(scratch, Shown.text(text), StandardCharsets.UTF_8);
    RowSink sink =
        new RowSink() {
          @Override
          public void begin(List<UploadedColumn> columns) {
            StringBuilder line = new StringBuilder();
            columns.forEach(
                column ->
                    line.append('[')
                        .append(column.number())
                        .append(' ')
                        .append(column.heading())
                        .append('=')
                        .append(column.target().text())
                        .append(']'));
            lines.add(line.toString());
          }

          @Override
          public void row(int number, List<String> cells) {
            lines.add(number + " [" + Shown.visible(String.join("][", cells)) + "]");
          }
        };
    try (Judgement judgement = Roster.judge(file, ContentProbe.of(file), options, sink)) {
      assertThat(judgement.counts().emitted()).isPositive();
    } catch (RosterException | IOException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  @ParameterizedTest(name = "A12 keeps {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cells as they stand | user;x␊ anna ;\"a\"\"b\"␊ | 2 [ anna ][a\"b]",
        "what no column takes | user;Room␊anna;12␊ | 2 [anna][12]",
        "a surplus of cells | user;mail␊anna;a@b.de;x;y␊ | 2 [anna][a@b.de][x][y]",
        "a short row | user;mail;tel␊anna␊ | 2 [anna]",
        "what follows a stray quote | user;x;y␊anna;b\"c\";d␊ | 2 [anna][b\"c\"][d]",
        "what follows a closing quote | user;x;y␊anna;\"b\" c;\"d\"␊ | 2 [anna][\"b\" c][d]",
        "a quote that never closes | user;x;y␊anna;\"b;c␊ben;x;y␊ | 2 [anna][\"b][c]",
        "a quote in the first cell | user;x;y␊an\"na;b;c␊ | 2 [an\"na][b][c]",
        "a header that comes twice once | user;x␊user;x␊anna;y␊ | 3 [anna][y]",
      })
  void shouldKeep(String what, String text, String row) {
    assertThat(kept(text, Options.of(""))).as(what).contains(row).hasSizeGreaterThan(1);
  }

  @ParameterizedTest(name = "A12, A8 keeps no password {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "of its column | user;Passwort;mail␊anna;SECRET;a@b.de␊ | 2 [anna][a@b.de]",
        "of a second column | user;Passwort;Kennwort␊anna;SECRET;SECRET␊ | 2 [anna]",
        "that a surplus has moved | user;Passwort;tel;x␊anna;b;SECRET;1;2␊ | 2 [anna][][1][2]",
        "that two have moved | user;Passwort;tel␊anna;b;c;SECRET;1␊ | 2 [anna][][][1]",
        "behind a quote | user;x;Passwort␊anna;b\"c;SECRET␊ | 2 [anna]",
        "of a quoted row | user;x;Passwort;y␊anna;b;SECRET;d\"e␊ | 2 [anna][b]",
      })
  void shouldKeepNoPassword(String where, String text, String row) {
    assertThat(kept(text, Options.of("")))
        .as(where)
        .contains(row)
        .noneMatch(line -> line.contains("SECRET"));
  }

  @Test
  void shouldTellWhichColumnsThereWere() {
    assertThat(kept("user;Passwort; Mail ;Room␊anna;s;a@b.de;1␊", Options.of("")).get(0))
        .isEqualTo("[1 user=username][3  Mail =email][4 Room=ignore]");
  }

  @Test
  void shouldKeepACellWithSeveralAddressesOnce() {
    assertThat(kept("a@x.de, b@x.de␊c@x.de␊", Options.of("matchBy=email")))
        .containsExactly("[1 =email]", "1 [a@x.de, b@x.de]", "2 [c@x.de]");
  }

  private Judgement judged(String text, ReadingOptions options) throws Exception {
    String marked = text.replace("§", "(Rollbook " + ID + ")").replace("¤", "(Rollbook " + ID);
    return Shown.judge(Shown.file(scratch, Shown.text(marked), StandardCharsets.UTF_8), options);
  }

  @ParameterizedTest(name = "A12 reads {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "our text | Row §;Code §;Reason §;user;mail␊7;X;why;anna;a@b.de␊ | ",
        "one of another language | Zeile §;Code §;Grund §;user;mail␊7;X;why;anna;a@b.de␊ | ",
        "another delimiter | Row §,Code §,Reason §,user,mail␊7,X,why,anna,a@b.de␊ | ",
        "moved columns | user;Row §;mail;Reason §;Code §␊anna;7;a@b.de;why;X␊ | ",
        "one added column left | user;mail;Reason §␊anna;a@b.de;why␊ | ",
        "a title above | My list␊␊Row §;Code §;Reason §;user;mail␊7;X;y;anna;a@b.de␊ | ",
        "a column left out | Row ¤ -2);Code ¤ -2);user;mail␊7;X;anna;a@b.de␊ | ",
        "left out, by number | Row ¤ -2);a;b␊7;anna;a@b.de␊ | map=1>username map=3>email",
        "left out, by name | Row ¤ -2);user;mail␊7;anna;a@b.de␊ | map=Geheim>password",
        "guarded cells | Row ¤ CSV);user;mail␊7;anna;a@b.de␊ | ",
      })
  void shouldReadAFileToMendAsTheRosterItCameFrom(String what, String text, String options)
      throws Exception {
    try (Judgement judgement = judged(text, Options.of(options == null ? "" : options))) {
      Reading reading = judgement.reading();

      assertThat(Shown.rows(judgement)).as(what).singleElement().asString().endsWith("=a@b.de");
      assertThat(Shown.listed(judgement)).containsExactly("anna");
      assertThat(reading.resendOf()).isEqualTo(ID);
      assertThat(reading.isResend()).isTrue();
      assertThat(reading.ignoredColumns()).isEmpty();
      assertThat(judgement.notes()).contains(ReadingNote.of(ReadingNote.Code.RESENT, ID));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"¤ CSV) | +49 1", "§ | '+49 1"})
  void shouldTakeBackWhatKeptACellFromRunningWhereThatWasDone(String mark, String phone)
      throws Exception {
    try (Judgement judgement =
        judged("Reason " + mark + ";user;tel␊x;anna;'+49 1␊", Options.of(""))) {
      assertThat(Shown.rows(judgement)).containsExactly("2 anna APPLY phone=" + phone);
    }
  }

  @Test
  void shouldReadAListOfAddressesWithoutHeaderAgain() throws Exception {
    try (Judgement judgement =
        judged("Row §;Code §;Reason §;␊2;X;why;a@b.de␊", Options.of("matchBy=email"))) {
      assertThat(Shown.listed(judgement)).containsExactly("a@b.de");
      assertThat(judgement.reading().resendOf()).isEqualTo(ID);
      assertThat(judgement.reading().header()).isFalse();
    }
  }

  @Test
  void shouldFailARowThatWasNotMendedForTheSameReason() throws Exception {
    try (Judgement judgement =
        judged("Row ¤ -2);user;mail␊2;anna;;a@b.de;x␊3;;;b@b.de;␊", Options.of(""))) {
      assertThat(Shown.rows(judgement)).anyMatch(row -> row.contains("!MALFORMED_ROW")).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "user;mail␊anna;a@b.de␊",
        "Reason;user␊anna;x␊",
        "user;Reason (Rollbook)␊anna;x␊",
      })
  void shouldTakeNoOtherFileForOne(String text) throws Exception {
    try (Judgement judgement = judged(text, Options.of(""))) {
      assertThat(judgement.reading().resendOf()).isEmpty();
      assertThat(judgement.reading().isResend()).isFalse();
    }
  }
}
