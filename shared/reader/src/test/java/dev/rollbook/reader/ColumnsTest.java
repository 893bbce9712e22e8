package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.Reading;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the columns feed, and what fails a file (SPEC R1, R7, R8, R9). */
class ColumnsTest {

  @TempDir private Path folder;

  /** A case: id, options, file, reading. */
  record Case(String id, String options, String file, String reading) {
    @Override
    public String toString() {
      return id;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("R1 semicolon", "", "username;email␊a;␊", "; username>username email>email"),
        new Case("R1 comma", "", "username,email␊a,␊", ", username>username email>email"),
        new Case("R1 tab", "", "username⇥email␊a⇥␊", "⇥ username>username email>email"),
        new Case("R1 bar", "", "username|email␊a|␊", "| username>username email>email"),
        new Case(
            "R1 delimiters within quotes do not count",
            "",
            "username;\"a,b,c\"␊x;\"1,2,3\"␊",
            "; username>username -a,b,c"),
        new Case(
            "R1 groups with commas",
            "",
            "username;Gruppe␊a;x,y,z␊b;x,y,z␊",
            "; username>username Gruppe>groups"),
        new Case(
            "R1 no header, most agreement",
            "header=false map=1>username",
            "a;x,y␊b;q,r␊c;z␊",
            "; 1>username -2"),
        new Case(
            "R12 a long header is cut where it is shown, and may be named so",
            "map=" + "h".repeat(99) + "…>email",
            "username;" + "h".repeat(120) + "␊a;␊",
            "; username>username " + "h".repeat(99) + "…>email"),
        new Case("R1 given", "delimiter=,", "username,x;y␊a,␊", ", username>username -x;y"),
        new Case(
            "R2 byte order mark is no part of the header",
            "",
            "\uFEFFusername;email␊a;␊",
            "; username>username email>email"),
        new Case(
            "R7 German",
            "",
            "Benutzername;E-Mail;Vorname;Nachname;Telefon;Sprache;Passwort;Gruppe;Vorgesetzter;Zweiter Vorgesetzter;Schlagworte␊a␊",
            "; Benutzername>username E-Mail>email Vorname>firstName Nachname>lastName Telefon>phone Sprache>language Passwort>password Gruppe>groups Vorgesetzter>supervisor Zweiter Vorgesetzter>secondSupervisor Schlagworte>tags"),
        new Case(
            "R7 case, blanks, dots, underscores, hyphens",
            "",
            " USER_NAME ;e mail;First-Name;last.name;2. Vorgesetzter;second_supervisor␊a␊",
            "; USER_NAME>username e mail>email First-Name>firstName last.name>lastName 2. Vorgesetzter>secondSupervisor -second_supervisor"),
        new Case(
            "R7 properties",
            "property=Kosten_Stelle property=Ort",
            "username;kostenstelle;ORT;Farbe␊a␊",
            "; username>username kostenstelle>property:Kosten_Stelle ORT>property:Ort -Farbe"),
        new Case(
            "R7 the first of two headings for a target",
            "",
            "username;Login;Tag;Tags␊a;b␊",
            "; username>username Tag>tags Tags>tags -Login"),
        new Case(
            "R7 mapping by heading wins",
            "map=Login>username",
            "username;Login␊a;b␊",
            "; Login>username -username"),
        new Case(
            "R7 mapping by similar heading",
            "map=log_IN>username",
            "username;Login␊a;b␊",
            "; Login>username -username"),
        new Case(
            "R7 mapping by number", "map=2>username", "username;x␊a;b␊", "; x>username -username"),
        new Case(
            "R7 a heading that is a number goes before the number",
            "map=2>username",
            "2;x␊a;b␊",
            "; 2>username -x"),
        new Case(
            "R7 mapping ignores",
            "map=email>ignore",
            "username;email␊a;b␊",
            "; username>username -email"),
        new Case(
            "R7 empty heading only by number",
            "map=2>lastName",
            "username;;␊a;b;␊",
            "; username>username 2>lastName -3"),
        new Case(
            "R7 mapping names no column",
            "map=Nix>username",
            "username;x␊a;b␊",
            "MAPPING_INVALID [column, Nix]"),
        new Case(
            "R7 mapping names no property",
            "map=x>property:Nix",
            "username;x␊a;b␊",
            "MAPPING_INVALID [property, Nix]"),
        new Case(
            "R7 target twice",
            "map=x>email map=y>email",
            "username;x;y␊a;b␊",
            "TARGET_TWICE [email, y]"),
        new Case(
            "R7 tags twice",
            "map=x>tags map=y>tags",
            "username;x;y␊a;b␊",
            "; username>username x>tags y>tags"),
        new Case(
            "R8 no username",
            "",
            "email;x␊a@x.de;b␊",
            "NO_USERNAME_COLUMN [username, email, x, ;, ]"),
        new Case(
            "R8 another delimiter would do",
            "delimiter=,",
            "username;x␊a;b␊",
            "NO_USERNAME_COLUMN [username, username;x, ,, ;]"),
        new Case(
            "R8 matchBy email",
            "matchBy=email",
            "username;E-Mail␊a;b@x.de␊",
            "; E-Mail>email -username"),
        new Case(
            "R8 one column of addresses with a header",
            "matchBy=email",
            "Teilnehmer␊b@x.de␊",
            "; Teilnehmer>email"),
        new Case(
            "R8 one column of addresses without one",
            "matchBy=email",
            "a@x.de␊b@x.de␊",
            "; headless 1>email"),
        new Case(
            "R8 no header and no mapping",
            "header=false",
            "a;b␊",
            "NO_USERNAME_COLUMN [username, 1 – 2, ;, ]"),
        new Case("R9 blank", "", "␊ ;␊", "FILE_EMPTY []"),
        new Case("R9 header only", "", "username;email␊␊;␊", "HEADER_ONLY []"),
        new Case("R9 header malformed", "", "username;\"x\"y␊a;b␊", "HEADER_MALFORMED [1, 2]"),
        new Case(
            "Limit of columns",
            "",
            "username" + ";x".repeat(300) + "␊a␊",
            "TOO_MANY_COLUMNS [300, 301]"),
        new Case(
            "Limit of columns, empty ones at the end",
            "",
            "username" + ";".repeat(300) + "␊a␊",
            "; username>username -300"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void shouldPlanColumns(Case given) throws IOException {
    Path file = Shown.file(folder, Shown.text(given.file()), StandardCharsets.UTF_8);
    assertThat(reading(file, given.options())).isEqualTo(given.reading());
  }

  private static String reading(Path file, String options) throws IOException {
    try {
      Reading reading = Shown.judge(file, Options.of(options)).reading();
      String columns =
          reading.columns().stream()
              .map(column -> " " + column.column() + ">" + column.target().text())
              .collect(Collectors.joining());
      int ignored = reading.ignoredColumns().size();
      return Shown.visible(reading.delimiter())
          + (reading.header() || options.contains("header") ? "" : " headless")
          + columns
          + (ignored > 2
              ? " -" + reading.ignoredColumns().get(ignored - 1)
              : ignored == 0 ? "" : " -" + String.join(" -", reading.ignoredColumns()));
    } catch (RosterException e) {
      return e.code() + " " + e.arguments();
    }
  }
}
