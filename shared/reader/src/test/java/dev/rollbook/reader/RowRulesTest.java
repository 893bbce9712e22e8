package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found in rows, and which of them count (SPEC R5, R8, R10, R13, U7, U9 to U11). */
class RowRulesTest {

  private static final String LONG = "x".repeat(4_001);

  @TempDir private Path folder;

  /** A case: id, options, file, rows. */
  record Case(String id, String options, String file, List<String> rows) {
    @Override
    public String toString() {
      return id;
    }
  }

  private static Case of(String id, String options, String file, String... rows) {
    return new Case(id, options, file, List.of(rows));
  }

  static Stream<Case> cases() {
    return Stream.of(
        of(
            "R5 blanks of every kind are trimmed",
            "",
            "username;lastName␊\u00A0\u200Ba\uFEFF ;\u2060 x\u00A0y \u2003␊",
            "2 a APPLY lastName=x\u00A0y"),
        of("R5 NFC", "", "username;lastName␊a;Mu\u0308ller␊", "2 a APPLY lastName=M\u00FCller"),
        of(
            "R5 NFC makes one user of two spellings",
            "",
            "username␊Mu\u0308␊M\u00FC␊",
            "2 M\u00FC APPLY",
            "3 M\u00FC DUPLICATE"),
        of(
            "R5 control character",
            "",
            "username;lastName␊a;x\u0007y␊b;\u0085␊",
            "2 a FAIL !INVALID_CHARACTER(lastName: U+0007|lastName)",
            "3 b FAIL !INVALID_CHARACTER(lastName: U+0085|lastName)"),
        of(
            "R5 control character at a cell's end",
            "",
            "username;lastName␊a;x\u001F␊",
            "2 a FAIL !INVALID_CHARACTER(lastName: U+001F|lastName)"),
        of(
            "R5 NUL",
            "",
            "username;lastName␊a;x␀␊b;q␊",
            "2 a FAIL !INVALID_CHARACTER(lastName: U+0000|lastName)",
            "3 b APPLY lastName=q"),
        of(
            "R5 control character in an ignored column",
            "",
            "username;Farbe␊a;x\u0007y␊",
            "2 a FAIL !INVALID_CHARACTER(U+0007|Farbe)"),
        of(
            "R5 line ends and tabs in a cell",
            "",
            "username;lastName␊a;\"x␊⇥y\"␊",
            "2 a APPLY lastName=x␊⇥y"),
        of(
            "R5 no line end in a username",
            "",
            "username;lastName␊\"a␊b\";x␊",
            "2 - FAIL !INVALID_CHARACTER(username: U+000A|username)"),
        of(
            "R5 undecodable bytes",
            "charset=UTF-8",
            "username;lastName␊a;\uFFFD␊",
            "2 a FAIL !INVALID_CHARACTER(lastName: U+FFFD|lastName)"),
        of(
            "R10 limit counts rows that are not blank",
            "limit=2",
            "username␊a␊␊b␊␊c␊",
            "2 a APPLY",
            "4 b APPLY"),
        of(
            "R13 identical rows count once",
            "",
            "username;lastName;Farbe␊a;x;rot␊b;y;␊a; x;rot ␊",
            "2 a APPLY lastName=x",
            "3 b APPLY lastName=y",
            "4 a DUPLICATE"),
        of(
            "R13 rows that differ all fail",
            "",
            "username;lastName␊a;x␊b;y␊a;z␊a;x␊",
            "2 a FAIL !DUPLICATE_USERNAME(username: 4, 5|0|lastName)",
            "3 b APPLY lastName=y",
            "4 a FAIL !DUPLICATE_USERNAME(username: 2, 5|0|lastName)",
            "5 a FAIL !DUPLICATE_USERNAME(username: 2, 4|0|lastName)"),
        of(
            "R13 empty is not the same as in the next column",
            "",
            "username;firstName;lastName␊a;x;␊a;;x␊",
            "2 a FAIL !DUPLICATE_USERNAME(username: 3|0|firstName, lastName)",
            "3 a FAIL !DUPLICATE_USERNAME(username: 2|0|firstName, lastName)"),
        of(
            "R13 rows that differ in a column that feeds nothing",
            "",
            "username;lastName;course␊a;x;maths␊b;y;maths␊a;x;arts␊",
            "2 a FAIL !DUPLICATE_USERNAME(username: 4|0|course|UNMAPPED)",
            "3 b APPLY lastName=y",
            "4 a FAIL !DUPLICATE_USERNAME(username: 2|0|course|UNMAPPED)"),
        of(
            "R13 columns that feed something are named before those that feed nothing",
            "",
            "course;username;lastName;room␊maths;a;x;1␊arts;a;y;1␊",
            "2 a FAIL !DUPLICATE_USERNAME(username: 3|0|lastName, course)",
            "3 a FAIL !DUPLICATE_USERNAME(username: 2|0|lastName, course)"),
        of(
            "R13 a column that is left out on purpose does not count",
            "map=course>ignore",
            "username;lastName;course␊a;x;maths␊a;x;arts␊",
            "2 a APPLY lastName=x",
            "3 a DUPLICATE"),
        of(
            "R13 nor does the same column by its number",
            "map=3>ignore",
            "username;lastName;course;room␊a;x;maths;1␊a;x;arts;1␊",
            "2 a APPLY lastName=x",
            "3 a DUPLICATE"),
        of(
            "R13 a column without a heading counts",
            "",
            "username;;␊a;;x␊a;;y␊",
            "2 a FAIL !DUPLICATE_USERNAME(username: 3|0|3|UNMAPPED)",
            "3 a FAIL !DUPLICATE_USERNAME(username: 2|0|3|UNMAPPED)"),
        of(
            "R13 columns of a file without a header count",
            "header=false map=1>username",
            "a;x␊a;y␊",
            "1 a FAIL !DUPLICATE_USERNAME(username: 2|0|2|UNMAPPED)",
            "2 a FAIL !DUPLICATE_USERNAME(username: 1|0|2|UNMAPPED)"),
        of(
            "R13 usernames count where addresses are the key",
            "matchBy=email",
            "username;email␊a;home@x.de␊b;home@x.de␊",
            "2 home@x.de FAIL !DUPLICATE_USERNAME(email: 3|0|username|UNMAPPED)",
            "3 home@x.de FAIL !DUPLICATE_USERNAME(email: 2|0|username|UNMAPPED)"),
        of(
            "R13 what nobody sees makes no difference",
            "",
            "username;course;room␊a;maths;␊a; maths\u00A0␊",
            "2 a APPLY",
            "3 a DUPLICATE"),
        of(
            "R13 a sound row beside a malformed one",
            "",
            "username;lastName␊a;x␊a;\"y␊",
            "2 a FAIL !DUPLICATE_USERNAME(username: 3|0|)",
            "3 a FAIL !MALFORMED_ROW(UNCLOSED_QUOTE|2|2)"),
        of(
            "R13 identical rows that fail",
            "",
            "username;lastName␊a;\u0001␊a;\u0001␊",
            "2 a FAIL !INVALID_CHARACTER(lastName: U+0001|lastName)",
            "3 a DUPLICATE"),
        of(
            "R13 ten others, then how many more",
            "",
            "username;phone␊" + numbered(13),
            expected(13)),
        of("U1 matching is exact", "", "username␊Anna␊anna␊", "2 Anna APPLY", "3 anna APPLY"),
        of(
            "U7 supervisors of the same roster, in whatever row",
            "",
            "username;supervisor;2. Vorgesetzter␊a;b;c␊b;b;zz␊c;;d␊d;;␊d;x;␊",
            "2 a APPLY secondSupervisor=c supervisor=b supervisors[supervisor, secondSupervisor]",
            "3 b APPLY secondSupervisor=zz supervisor=b supervisors[supervisor]",
            "4 c APPLY secondSupervisor=d",
            "5 d FAIL !DUPLICATE_USERNAME(username: 6|0|supervisor)",
            "6 d FAIL !DUPLICATE_USERNAME(username: 5|0|supervisor)"),
        of(
            "U8 several tag columns",
            "",
            "username;Tags;Schlagworte␊a;x,y;z␊b;;z␊",
            "2 a APPLY tags=x,y,z",
            "3 b APPLY tags=z"),
        of(
            "U8 more tags than a user may have",
            "",
            "username;Tag␊a;" + commas(51) + "␊b;" + commas(50) + "␊",
            "2 a FAIL !TOO_MANY_TAGS(tags: 50|51)",
            "3 b APPLY tags=" + commas(50)),
        of(
            "G1 more groups than a user may have",
            "",
            "username;Gruppe␊a;" + commas(51) + "␊",
            "2 a FAIL !TOO_MANY_GROUPS(groups: 50|51)"),
        of(
            "U9 invalid addresses are not taken",
            "",
            "username;email␊a;a.x.de␊b;b@x␊c;c@@x.de␊d;d@x.de␊e;ü@münchen.de␊",
            "2 a APPLY ?INVALID_EMAIL(email: a.x.de)",
            "3 b APPLY ?INVALID_EMAIL(email: b@x)",
            "4 c APPLY ?INVALID_EMAIL(email: c@@x.de)",
            "5 d APPLY email=d@x.de",
            "6 e APPLY email=ü@münchen.de"),
        of(
            "U9 matchBy email",
            "matchBy=email",
            "E-Mail;username␊A.B@X.de;q␊nix;q␊;q␊",
            "2 a.b@x.de APPLY email=A.B@X.de",
            "3 nix FAIL !INVALID_EMAIL(email: nix)",
            "4 - FAIL !USERNAME_MISSING(email)"),
        of(
            "U7 matchBy email, the supervisor's address is its lower-cased one",
            "matchBy=email",
            "E-Mail;supervisor␊a@x.de;B@X.de␊b@x.de;␊",
            "2 a@x.de APPLY email=a@x.de supervisor=b@x.de supervisors[supervisor]",
            "3 b@x.de APPLY email=b@x.de"),
        of("U10 no username", "", "username;lastName␊;x␊", "2 - FAIL !USERNAME_MISSING(username)"),
        of(
            "U10 cell too long",
            "",
            "username;lastName␊a;" + LONG + "␊b;" + LONG.substring(1) + "␊",
            "2 a FAIL !VALUE_TOO_LONG(lastName: 4000|4001|characters|lastName)",
            "3 b APPLY lastName=" + LONG.substring(1)),
        of(
            "U10 cell far too long, with blank ends",
            "",
            "username;lastName␊a;" + " ".repeat(9_000) + "x␊",
            "2 a FAIL !VALUE_TOO_LONG(lastName: 4000|4001|characters|lastName)"),
        of("U10 an ignored cell may be long", "", "username;Notiz␊a;" + LONG + "␊", "2 a APPLY"),
        of(
            "U10 username too long",
            "",
            "username␊" + "ü".repeat(65) + "␊" + "ü".repeat(64) + "␊",
            "2 - FAIL !VALUE_TOO_LONG(username: 128|130|bytes|username)",
            "3 " + "ü".repeat(64) + " APPLY"),
        of(
            "U11 usernames a spreadsheet damaged",
            "",
            "username␊4.71E+12␊4,71E+12␊1E5␊e5␊",
            "2 4.71E+12 APPLY ?LOOKS_DAMAGED(username: 4.71E+12)",
            "3 4,71E+12 APPLY ?LOOKS_DAMAGED(username: 4,71E+12)",
            "4 1E5 APPLY",
            "5 e5 APPLY"),
        of(
            "R16 errors in place of usernames",
            "",
            "username;lastName␊#NAME?;x␊#wert!;y␊#1;z␊",
            "2 - FAIL !USERNAME_UNREADABLE(username: #NAME?)",
            "3 - FAIL !USERNAME_UNREADABLE(username: #wert!)",
            "4 #1 APPLY lastName=z"),
        of(
            "R5 what nobody sees is trimmed",
            "",
            "username;lastName␊\u2066anna\u2069;\u00ADx\uFE0F␊b\uDB40\uDC41;\u061Cy\u3164␊",
            "2 anna APPLY lastName=x",
            "3 b APPLY lastName=y"),
        of(
            "R5 what nobody sees within a username",
            "",
            "username;lastName␊an\u00ADna;x\u00ADy␊b\uFE0Fb;y␊c\u200Dc\u0007;z␊",
            "2 an\u00ADna FAIL !INVALID_CHARACTER(username: U+00AD|username)",
            "3 b\uFE0Fb FAIL !INVALID_CHARACTER(username: U+FE0F|username)",
            "4 - FAIL !INVALID_CHARACTER(username: U+0007|username)"),
        of(
            "R4 a row whose cells have shifted is not judged by them",
            "",
            "username;email;Tags␊a;x,y@z;1;2␊b;b@x.de;\u0001;9␊",
            "2 a FAIL !MALFORMED_ROW(TOO_MANY_CELLS|4|3)",
            "3 b FAIL !MALFORMED_ROW(TOO_MANY_CELLS|4|3)"),
        of(
            "R4 a row that ends early has no cells to clear by",
            "",
            "username;email;Tags;phone;Farbe␊a;a@x.de␊b;b@x.de;;␊c;c@x.de;;;␊",
            "2 a APPLY email=a@x.de missing[phone]",
            "3 b APPLY email=b@x.de",
            "4 c APPLY email=c@x.de"),
        of(
            "R4 R14 of rows that say the same the shortest tells what is missing",
            "",
            "username;email;phone␊a;a@x.de;␊a;a@x.de␊",
            "2 a APPLY email=a@x.de missing[phone]",
            "3 a DUPLICATE"),
        of(
            "U9 addresses as a person reads them",
            "",
            "username;email␊a;Anna Amt <a@x.de>␊b;MAILTO:b@x.de?subject=x␊c;<c@x.de>␊"
                + "d;\"\"\"d d\"\"@x.de\"␊e;e@x.de.␊f;f@x.de \u00A0␊g;Gerd <g>␊h;h@münchen.example␊",
            "2 a APPLY email=a@x.de",
            "3 b APPLY email=b@x.de",
            "4 c APPLY email=c@x.de",
            "5 d APPLY email=\"d d\"@x.de",
            "6 e APPLY ?INVALID_EMAIL(email: e@x.de.)",
            "7 f APPLY email=f@x.de",
            "8 g APPLY ?INVALID_EMAIL(email: Gerd <g>)",
            "9 h APPLY email=h@münchen.example"),
        of(
            "U9 several addresses in a cell of a list",
            "matchBy=email",
            "E-Mail␊a@x.de; B@x.de␊c@x.de␊a@x.de, c@x.de␊",
            "2 a@x.de APPLY email=a@x.de",
            "2 b@x.de APPLY email=B@x.de",
            "3 c@x.de APPLY email=c@x.de",
            "4 a@x.de DUPLICATE",
            "4 c@x.de DUPLICATE"),
        of(
            "U9 several addresses in a cell of a list without a heading",
            "matchBy=email",
            "a@x.de; b@x.de␊Carla <c@x.de>␊",
            "1 a@x.de APPLY email=a@x.de",
            "1 b@x.de APPLY email=b@x.de",
            "2 c@x.de APPLY email=c@x.de"),
        of(
            "R7 a property by its exact name comes first",
            "property=Abteilung property=abteilung property=Raum",
            "username;abteilung;Abteilung;RAUM;Raum␊a;x;y;1;2␊",
            "2 a APPLY property:Abteilung=y property:Raum=2 property:abteilung=x"),
        of(
            "U11 addresses a spreadsheet damaged",
            "",
            "username;email␊a;4.71E+12@x.de␊b;'b@x.de␊c;mÃ¼ller@x.de␊d;mï¿½@x.de␊e;GrÃ¶ÃŸe@x.de␊f;Ångström@x.de␊",
            "2 a APPLY email=4.71E+12@x.de ?LOOKS_DAMAGED(email: 4.71E+12@x.de)",
            "3 b APPLY email='b@x.de ?LOOKS_DAMAGED(email: 'b@x.de)",
            "4 c APPLY email=mÃ¼ller@x.de ?LOOKS_DAMAGED(email: mÃ¼ller@x.de)",
            "5 d APPLY email=mï¿½@x.de ?LOOKS_DAMAGED(email: mï¿½@x.de)",
            "6 e APPLY email=GrÃ¶ÃŸe@x.de ?LOOKS_DAMAGED(email: GrÃ¶ÃŸe@x.de)",
            "7 f APPLY email=Ångström@x.de"),
        of(
            "A8 no password in a finding",
            "",
            "username;Passwort␊a;" + LONG + "␊b;s\u0001cret␊",
            "2 a FAIL !VALUE_TOO_LONG(password: 4000|4001|characters|Passwort)",
            "3 b FAIL !INVALID_CHARACTER(password: U+0001|Passwort)"));
  }

  private static String numbered(int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append("a;").append(i).append('\n');
    }
    return rows.toString();
  }

  private static String[] expected(int count) {
    String[] rows = new String[count];
    for (int i = 0; i < count; i++) {
      int self = i + 2;
      String others =
          Stream.iterate(2, n -> n + 1)
              .filter(n -> n != self)
              .limit(10)
              .map(String::valueOf)
              .reduce((a, b) -> a + ", " + b)
              .orElseThrow();
      rows[i] =
          self + " a FAIL !DUPLICATE_USERNAME(username: " + others + "|" + (count - 11) + "|phone)";
    }
    return rows;
  }

  private static String commas(int count) {
    return Stream.iterate(1, n -> n + 1)
        .limit(count)
        .map(n -> "t" + n)
        .reduce((a, b) -> a + "," + b)
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void shouldJudgeRows(Case given) {
    assertThat(Shown.rows(folder, Shown.text(given.file()), Options.of(given.options())))
        .isEqualTo(given.rows());
  }
}
