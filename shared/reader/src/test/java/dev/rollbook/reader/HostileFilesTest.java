package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterRow;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold whatever a file holds; random, with seeds that are the same every time. */
class HostileFilesTest {

  private static final String HEADER = "username;email;lastName\n";

  @TempDir private Path folder;

  private static byte[] real(String name) throws Exception {
    return Files.readAllBytes(Path.of(HostileFilesTest.class.getResource(name).toURI()));
  }

  /** Reads a file to its end; nothing but a RosterException may come of it. */
  private void read(byte[] bytes) throws IOException {
    Path file = Shown.file(folder, bytes);
    try {
      Judgement judgement = Shown.judge(file, Options.of(""));
      RowCounts counts = judgement.counts();
      assertThat(counts.rows()).isEqualTo(counts.emitted() + counts.blank() + counts.beyondLimit());
      assertThat(Shown.all(judgement)).hasSize(counts.emitted());
    } catch (RosterException e) {
      assertThat(e.code()).isNotNull();
    } finally {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"libreoffice.xlsx", "libreoffice.xls", "libreoffice-1252.csv"})
  void shouldSurviveTruncation(String name) throws Exception {
    byte[] bytes = real(name);
    int step = Math.max(1, bytes.length / 400);
    for (int length = 0; length < bytes.length; length += step) {
      read(Arrays.copyOf(bytes, length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"libreoffice.xlsx", "libreoffice.xls"})
  void shouldNeverTakeATruncatedWorkbookForAShorterOne(String name) throws Exception {
    // D5: users missing from the list would be deactivated.
    byte[] bytes = real(name);
    List<String> whole = Shown.rows(Shown.file(folder, bytes), Options.of(""));
    for (int length = 1; length < bytes.length; length += 7) {
      List<String> rows =
          Shown.rows(Shown.file(folder, Arrays.copyOf(bytes, length)), Options.of(""));
      if (rows.size() > 1) {
        assertThat(rows).as("cut at " + length).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"libreoffice.xlsx", "libreoffice.xls", "libreoffice-1252.csv"})
  void shouldSurviveGarbage(String name) throws Exception {
    byte[] bytes = real(name);
    Random random = new Random(1);
    for (int i = 0; i < 600; i++) {
      byte[] damaged = bytes.clone();
      int changes = 1 + random.nextInt(8);
      for (int j = 0; j < changes; j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      read(damaged);
    }
  }

  @Test
  void shouldSurviveAnyTextOfDelimitersAndQuotes() throws Exception {
    Random random = new Random(2);
    String alphabet = "\"\";;\n\r\n ab\u0000ü";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder(HEADER);
      int length = random.nextInt(60);
      for (int j = 0; j < length; j++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      read(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void shouldLoseNoOtherRowToAStrayQuote() throws Exception {
    // R3, at every place of every row.
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rows.add("u" + i + ";u" + i + "@x.de;" + (i % 3 == 0 ? "N" + i : "\"N, " + i + "\"") + "\n");
    }
    for (int row = 0; row < rows.size(); row++) {
      for (int at = 0; at < rows.get(row).length(); at++) {
        List<String> damaged = new ArrayList<>(rows);
        String line = rows.get(row);
        damaged.set(row, line.substring(0, at) + '"' + line.substring(at));
        Path file = Shown.file(folder, HEADER + String.join("", damaged), StandardCharsets.UTF_8);
        Judgement judgement = Shown.judge(file, Options.of(""));
        Set<String> applied = new HashSet<>();
        for (RosterRow read : Shown.all(judgement)) {
          if (read.verdict() == RosterRow.Verdict.APPLY) {
            applied.add(read.username());
          }
        }
        for (int other = 0; other < rows.size(); other++) {
          if (other != row) {
            assertThat(applied).as(damaged.get(row) + " at " + at).contains("u" + other);
          }
        }
        assertThat(applied).allMatch(username -> username.matches("u\\d"));
        assertThat(judgement.counts().rows()).isEqualTo(rows.size());
      }
    }
  }

  @Test
  void shouldGiveTheSameResultInAnyOrder() throws Exception {
    // R14
    List<String> rows = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      String user = "u" + random.nextInt(120);
      String name = random.nextInt(3) == 0 ? "x" : "y";
      rows.add(user + ";" + user + "@x.de;" + name + (random.nextInt(20) == 0 ? "\"" : "") + "\n");
    }
    List<String> first = outcome(rows);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(rows, random);
      assertThat(outcome(rows)).isEqualTo(first);
    }
  }

  private List<String> outcome(List<String> rows) throws Exception {
    Path file = Shown.file(folder, HEADER + String.join("", rows), StandardCharsets.UTF_8);
    List<String> outcome = new ArrayList<>();
    for (RosterRow row : Shown.all(Shown.judge(file, Options.of("")))) {
      Map<String, String> values = new java.util.TreeMap<>(row.values());
      outcome.add(row.username() + " " + row.verdict() + " " + values);
    }
    Collections.sort(outcome);
    return outcome;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\"\n",
        "a;\"b\n",
        "\";\"\n",
        "a\"b;\"c\n",
        "\"\"\"\n",
        "\n",
        ";",
        "a;\"\"\"\"\"b\n",
        "\"a\";\"b\nc\";\n",
        "\"\r",
        "a;\"b\nc\n\n"
      })
  void shouldReadNoCharacterMoreThanThreeTimes(String pattern) throws Exception {
    // Whatever is repeated, work grows with the file and not with its square.
    String text = HEADER + pattern.repeat(2_000_000 / pattern.length());
    try (CsvTable table = new CsvTable(new StringReader(text), ';')) {
      while (table.next().isPresent()) {
        // Only the work counts.
      }
      assertThat(table.steps()).isLessThan(4L * text.length());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b;c\n", "a\"b;\"c\nd;\"\"e\"\n", "\"\"x\n", "a;\"b\n", "a;b;c\n"})
  void shouldReadNoFurtherAheadThanAFewRows(String pattern) throws Exception {
    // Whatever is wrong with a file's rows, they do not wait in memory for one that is sound.
    String text = HEADER + pattern.repeat(4_000_000 / pattern.length());
    try (CsvTable table = new CsvTable(new StringReader(text), ';')) {
      for (int row = 1; row <= 10; row++) {
        assertThat(table.next()).isPresent();
      }
      assertThat(table.steps()).isLessThan(text.length() / 4L);
    }
  }
}
