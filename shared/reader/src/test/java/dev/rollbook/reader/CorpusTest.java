package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people really send: each file of the corpus, and what it must give beside it (SPEC section
 * 3). The corpus's README says how such a pair is written; to add one is all it takes to add a
 * case.
 */
class CorpusTest {

  private static final String EXPECTED = ".expected";

  @TempDir private Path folder;

  private static Path corpus() {
    try {
      URL readme = Objects.requireNonNull(CorpusTest.class.getResource("corpus/README.md"));
      return Path.of(readme.toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(corpus())) {
      return files.filter(file -> !file.endsWith("README.md")).sorted().toList().stream();
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  static Stream<Path> rosters() throws IOException {
    return files().filter(file -> !file.toString().endsWith(EXPECTED));
  }

  @Test
  void shouldHaveAnExpectationBesideEveryRoster() throws IOException {
    List<String> rosters = rosters().map(CorpusTest::name).toList();
    List<String> expectations =
        files().filter(file -> file.toString().endsWith(EXPECTED)).map(CorpusTest::name).toList();
    assertThat(rosters).doesNotHaveDuplicates().containsExactlyElementsOf(expectations);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rosters")
  void shouldReadWhatPeopleSend(Path roster) throws Exception {
    List<String> expected =
        Files.readAllLines(roster.resolveSibling(name(roster) + EXPECTED), StandardCharsets.UTF_8);
    String options = "";
    List<String> facts = new ArrayList<>();
    for (String line : expected) {
      if (line.startsWith("options ")) {
        options = line.substring("options ".length());
      } else if (!line.startsWith("#") && !line.isBlank()) {
        facts.add(line);
      }
    }
    assertThat(facts(roster, options, keys(facts))).isEqualTo(facts);
  }

  /** The facts that the expectation asks for; what it does not name is not compared, but rows. */
  private static Set<String> keys(List<String> facts) {
    return facts.stream()
        .map(fact -> fact.substring(0, fact.indexOf(' ')))
        .collect(Collectors.toSet());
  }

  private List<String> facts(Path roster, String options, Set<String> asked) throws IOException {
    Path copy = Files.copy(roster, folder.resolve("roster"));
    List<String> facts = new ArrayList<>();
    try (Judgement judgement = Shown.judge(copy, Options.of(options))) {
      facts.add("format " + judgement.reading().format());
      facts.add("charset " + judgement.reading().charset());
      facts.add("delimiter " + judgement.reading().delimiter().replace("\t", "tab"));
      facts.add("headerRow " + judgement.reading().headerRow());
      facts.add("sheet " + judgement.reading().sheet());
      facts.add("ignored " + String.join(", ", judgement.reading().ignoredColumns()));
      if (judgement.notes().isEmpty()) {
        facts.add("note NONE");
      }
      for (ReadingNote note : judgement.notes()) {
        facts.add("note " + note.code() + " " + String.join(" | ", note.arguments()));
      }
      facts.add(
          "incomplete "
              + judgement.incomplete().stream()
                  .sorted()
                  .map(Enum::name)
                  .collect(Collectors.joining(", ")));
      facts.add("blank " + judgement.counts().blank());
      facts.add("listed " + String.join(", ", Shown.listed(judgement)));
      facts.removeIf(fact -> !asked.contains(fact.substring(0, fact.indexOf(' '))));
      Shown.rows(judgement).forEach(row -> facts.add("row " + row));
    } catch (RosterException e) {
      facts.add("failure " + e.code() + " " + String.join(" | ", e.arguments()));
    }
    return facts;
  }
}
