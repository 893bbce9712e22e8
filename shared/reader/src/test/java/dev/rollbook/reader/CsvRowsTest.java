package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.ReadingOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How CSV splits into rows and cells, and what a quote may cost (SPEC R3, R4, R6). */
class CsvRowsTest {

  @TempDir private Path folder;

  /** A case: id, file, rows; {@code ␊ ␍ ⇥} stand for line feed, carriage return and tab. */
  record Case(String id, String file, List<String> rows) {
    @Override
    public String toString() {
      return id;
    }
  }

  private static Case of(String id, String file, String... rows) {
    return new Case(id, file, List.of(rows));
  }

  static Stream<Case> cases() {
    return Stream.of(
        of(
            "R3 LF",
            "username;email␊a;a@x.de␊b;b@x.de␊",
            "2 a APPLY email=a@x.de",
            "3 b APPLY email=b@x.de"),
        of(
            "R3 CRLF",
            "username;email␍␊a;a@x.de␍␊b;b@x.de␍␊",
            "2 a APPLY email=a@x.de",
            "3 b APPLY email=b@x.de"),
        of(
            "R3 CR",
            "username;email␍a;a@x.de␍b;b@x.de␍",
            "2 a APPLY email=a@x.de",
            "3 b APPLY email=b@x.de"),
        of(
            "R3 mixed ends, none at the last",
            "username;email␍a;a@x.de␊b;b@x.de␍␊c;",
            "2 a APPLY email=a@x.de",
            "3 b APPLY email=b@x.de",
            "4 c APPLY"),
        of(
            "R3 quoted cell",
            "username;lastName␊a;\"Müller; von\"␊",
            "2 a APPLY lastName=Müller; von"),
        of("R3 escaped quote", "username;lastName␊a;\"\"\"Mu\"\"\"␊", "2 a APPLY lastName=\"Mu\""),
        of(
            "R3 quoted cell spanning lines is one row",
            "username;lastName␊a;\"x␍␊y␊z\"␊b;q␊",
            "2 a APPLY lastName=x␍␊y␊z",
            "3 b APPLY lastName=q"),
        of(
            "R3 stray quote in an unquoted cell",
            "username;lastName␊a;x\"y␊b;q␊",
            "2 a FAIL !MALFORMED_ROW(STRAY_QUOTE|2|2)",
            "3 b APPLY lastName=q"),
        of(
            "R3 stray quote in the username",
            "username;lastName␊a\";x␊b;q␊",
            "2 - FAIL !MALFORMED_ROW(STRAY_QUOTE|1|2)",
            "3 b APPLY lastName=q"),
        of(
            "R3 text behind a closing quote",
            "username;lastName␊a;\"x\"y␊b;q␊",
            "2 a FAIL !MALFORMED_ROW(STRAY_QUOTE|2|2)",
            "3 b APPLY lastName=q"),
        of(
            "R3 unclosed quote in the last row",
            "username;lastName␊b;q␊a;\"x␊",
            "2 b APPLY lastName=q",
            "3 a FAIL !MALFORMED_ROW(UNCLOSED_QUOTE|2|2)"),
        of(
            "R3 unclosed quote costs no row behind it",
            "username;lastName␊a;\"x␊b;q␊c;r␊",
            "2 a FAIL !MALFORMED_ROW(STRAY_QUOTE|2|2)",
            "3 b APPLY lastName=q",
            "4 c APPLY lastName=r"),
        of(
            "R3 unclosed quote before quoted rows",
            "username;lastName␊a;\"x␊\"b\";\"q\"␊\"c\";\"r\"␊",
            "2 a FAIL !MALFORMED_ROW(STRAY_QUOTE|2|2)",
            "3 b APPLY lastName=q",
            "4 c APPLY lastName=r"),
        of(
            "R3 two unclosed quotes are two rows",
            "username;lastName␊a;\"x␊b;\"q␊c;r␊",
            "2 a FAIL !MALFORMED_ROW(STRAY_QUOTE|2|2)",
            "3 b FAIL !MALFORMED_ROW(STRAY_QUOTE|2|2)",
            "4 c APPLY lastName=r"),
        of(
            "R3 two stray quotes swallow nobody between them",
            "username;firstName;lastName␊a1;\"Ann;L1␊a2;B;L2␊a3;C;L3␊a4;D;\"␊a5;E;L5␊",
            "2 a1 FAIL !MALFORMED_ROW(STRAY_QUOTE|2|3)",
            "3 a2 APPLY firstName=B lastName=L2",
            "4 a3 APPLY firstName=C lastName=L3",
            "5 a4 FAIL !MALFORMED_ROW(STRAY_QUOTE|3|3)",
            "6 a5 APPLY firstName=E lastName=L5"),
        of(
            "R3 two stray quotes in neighbouring rows",
            "username;firstName;lastName␊a1;\"Ann;L1␊a4;D;\"␊",
            "2 a1 FAIL !MALFORMED_ROW(STRAY_QUOTE|2|3)",
            "3 a4 FAIL !MALFORMED_ROW(UNCLOSED_QUOTE|3|3)"),
        of(
            "R3 a quoted cell of lines with fewer delimiters than the header is one row",
            "username;firstName;lastName␊a;\"x␊y; z␊\";q␊",
            "2 a APPLY firstName=x␊y; z lastName=q"),
        of(
            "R15 a line that gives the delimiter",
            "sep=|␍␊username|firstName␍␊a|x;y;z␍␊",
            "3 a APPLY firstName=x;y;z"),
        of(
            "R15 a line that gives a tab",
            "sep=⇥␊username⇥email␊a⇥a@x.de␊",
            "3 a APPLY email=a@x.de"),
        of(
            "R15 titles above the header",
            "Schule am See␊Stand: 1.2.2026␊␊username;email␊a;a@x.de␊",
            "5 a APPLY email=a@x.de"),
        of(
            "R15 a title that is a heading itself",
            "Benutzer␊username;email␊a;a@x.de␊",
            "3 a APPLY email=a@x.de"),
        of(
            "R15 the header again",
            "username;email␊a;a@x.de␊ username;email;␊b;b@x.de␊",
            "2 a APPLY email=a@x.de",
            "4 b APPLY email=b@x.de"),
        of("R15 a total below", "username;phone␊a;1␊Summe;1␊␊", "2 a APPLY phone=1"),
        of(
            "R15 no total in the middle",
            "username;phone␊a;1␊Total;1␊b;2␊",
            "2 a APPLY phone=1",
            "3 Total APPLY phone=1",
            "4 b APPLY phone=2"),
        of(
            "R15 two stray quotes below a title",
            "Schule␊username;firstName;lastName␊a1;\"Ann;L1␊a2;B;L2␊a4;D;\"␊",
            "3 a1 FAIL !MALFORMED_ROW(STRAY_QUOTE|2|3)",
            "4 a2 APPLY firstName=B lastName=L2",
            "5 a4 FAIL !MALFORMED_ROW(UNCLOSED_QUOTE|3|3)"),
        of(
            "R3 the rest of a broken cell makes no user",
            "username;lastName␊a;\"x␊some text␊more\"z;u␊b;q␊",
            "2 - FAIL !MALFORMED_ROW(STRAY_QUOTE|2|2)",
            "3 b APPLY lastName=q"),
        of(
            "R3 the rest of a cell broken in its first line makes no user",
            "username;lastName␊a;\"x \"y\" z␊some text␊more\"␊b;q␊",
            "2 - FAIL !MALFORMED_ROW(STRAY_QUOTE|2|2)",
            "3 b APPLY lastName=q"),
        of(
            "R3 one column needs no delimiter",
            "username␊\"a␊b␊",
            "2 - FAIL !MALFORMED_ROW(UNCLOSED_QUOTE|1|1)",
            "3 b APPLY"),
        of(
            "R4 too many cells",
            "username;lastName␊a;x;y␊b;q␊",
            "2 a FAIL !MALFORMED_ROW(TOO_MANY_CELLS|3|2)",
            "3 b APPLY lastName=q"),
        of("R4 empty surplus cells", "username;lastName␊a;x;;␊", "2 a APPLY lastName=x"),
        of(
            "R4 missing cells are empty",
            "username;email;lastName␊a␊",
            "2 a APPLY missing[email, lastName]"),
        of(
            "R6 blank rows keep their numbers",
            "username;email␊␊ ;\u00A0␊;;␊a;␊\"\"␊",
            "5 a APPLY"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void shouldReadRows(Case given) {
    assertThat(Shown.rows(folder, Shown.text(given.file()), ReadingOptions.defaults()))
        .isEqualTo(given.rows());
  }
}
