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
            "2 a FAIL !MALFORMED_ROW(UNCLOSED_QUOTE|2|2)",
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
            "3 b FAIL !MALFORMED_ROW(UNCLOSED_QUOTE|2|2)",
            "4 c APPLY lastName=r"),
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
        of("R4 missing cells are empty", "username;email;lastName␊a␊", "2 a APPLY"),
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
