package dev.rollbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the documents against the code: the rules, the links, the names of classes. */
class DocsTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private static final String RULE = "[SRUGDAC]\\d{1,2}";
  private static final String RULES =
      "(%s(?:(?:, | and | to )(?:[Ii]nvariants? \\d+|%s))*)\\b".formatted(RULE, RULE);

  private static final Pattern ONE_RULE = Pattern.compile("\\b" + RULE + "\\b");

  /** How code names rules: behind the word, or at the start of a text or of a comment. */
  private static final Pattern BEHIND_THE_WORD =
      Pattern.compile("SPEC (?:section \\d+, )?" + RULES);

  private static final Pattern AT_THE_START =
      Pattern.compile(
          "(?:\"(?:Invariants? \\d+(?:, | and ))*|// )" + RULES + "(?:[:,.] | [A-Za-z])");

  /** A comment that goes on in the next line. */
  private static final Pattern WRAPPED = Pattern.compile("\\n\\s*(?:\\*(?!/)|//) ?");

  private static final Pattern RULE_OF_SPEC = Pattern.compile("(?m)^- (" + RULE + ") ");
  private static final Pattern ROW_OF_RULE = Pattern.compile("(?m)^\\| (" + RULE + ") \\|");

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern NO_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

  private static final Pattern CLASS_NAME =
      Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.\\w+)?(?:\\(\\))?`");
  private static final Pattern NAME_OF_TEST = Pattern.compile("`\\w+(?:Test|IT|Contract)`");
  private static final Pattern INVARIANT = Pattern.compile("(?m)^\\| (\\d+) \\|.*$");

  private static final List<String> NAMING_CLASSES = List.of("docs/DESIGN.md", "CONTRIBUTING.md");

  @Test
  void shouldCiteOnlyRulesThatTheSpecHas() {
    Map<String, Set<String>> cited = citations(file -> true);
    cited.keySet().removeAll(rules());

    assertThat(cited).as("rules that code names and docs/SPEC.md does not have").isEmpty();
  }

  @Test
  void shouldNameEachRuleInATestUnlessItIsNotBuiltYet() {
    Set<String> unproved = rules();
    unproved.removeAll(citations(DocsTest::isTest).keySet());
    unproved.removeAll(notBuilt());

    assertThat(unproved).as("rules that no test names, and that are not listed").isEmpty();
  }

  @Test
  void shouldListNoRuleAsNotBuiltThatATestNames() {
    Map<String, Set<String>> tested = citations(DocsTest::isTest);
    tested.keySet().retainAll(notBuilt());

    assertThat(tested).as("rules to take out of 'Not built yet' in docs/SPEC.md").isEmpty();
  }

  @Test
  void shouldListOnlyRulesOfTheSpecAsNotBuiltOrBuiltInPart() {
    assertThat(rules()).containsAll(notBuilt()).containsAll(builtInPart());
    assertThat(notBuilt()).noneMatch(builtInPart()::contains);
  }

  @Test
  void shouldLinkOnlyToWhatIsThere() {
    List<String> dead = new ArrayList<>();
    for (Path document : documents()) {
      for (MatchResult link : matches(LINK, withoutCode(document))) {
        if (!leadsSomewhere(document, link.group(1))) {
          dead.add(ROOT.relativize(document) + ": " + link.group(1));
        }
      }
    }

    assertThat(dead).as("links that lead nowhere").isEmpty();
  }

  @Test
  void shouldNameOnlyClassesThatExist() {
    Set<String> known =
        sources().stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    String template = text(ROOT.resolve("template.yaml"));
    Set<String> unknown = new TreeSet<>();
    for (String document : NAMING_CLASSES) {
      for (MatchResult name : matches(CLASS_NAME, text(ROOT.resolve(document)))) {
        if (!known.contains(name.group(1)) && !template.contains(name.group(1))) {
          unknown.add(document + ": " + name.group(1));
        }
      }
    }

    assertThat(unknown).as("names that neither code nor template has").isEmpty();
  }

  @Test
  void shouldNameATestThatHoldsEachInvariant() {
    String invariants = section(text(ROOT.resolve("docs/DESIGN.md")), "Invariants");
    List<String> held =
        matches(INVARIANT, invariants).stream()
            .filter(row -> NAME_OF_TEST.matcher(row.group()).find())
            .map(row -> row.group(1))
            .toList();

    assertThat(held).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
  }

  private static Set<String> rules() {
    return found(RULE_OF_SPEC, spec());
  }

  private static Set<String> notBuilt() {
    return found(ROW_OF_RULE, section(spec(), "12 Not built yet"));
  }

  private static Set<String> builtInPart() {
    return found(ROW_OF_RULE, section(spec(), "13 Built in part"));
  }

  private static String spec() {
    return text(ROOT.resolve("docs/SPEC.md"));
  }

  /** What stands below a heading of the second level. */
  private static String section(String document, String heading) {
    String below = document.substring(document.indexOf("\n## " + heading) + 1);
    int next = below.indexOf("\n## ");
    return next < 0 ? below : below.substring(0, next);
  }

  private static Set<String> found(Pattern pattern, String text) {
    return matches(pattern, text).stream()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  /** Each rule that these files name, and where. */
  private static Map<String, Set<String>> citations(Predicate<Path> which) {
    Map<String, Set<String>> cited = new TreeMap<>();
    for (Path file : sources()) {
      if (which.test(file)) {
        String where = ROOT.relativize(file).toString();
        named(text(file))
            .forEach(rule -> cited.computeIfAbsent(rule, any -> new TreeSet<>()).add(where));
      }
    }
    return cited;
  }

  private static Set<String> named(String code) {
    String unwrapped = WRAPPED.matcher(code).replaceAll(" ");
    return Stream.concat(
            matches(BEHIND_THE_WORD, unwrapped).stream(), matches(AT_THE_START, code).stream())
        .flatMap(list -> matches(ONE_RULE, list.group(1)).stream())
        .map(rule -> rule.group())
        .collect(Collectors.toSet());
  }

  /** A contract lies with the fakes, for fakes and adapters to be held to. */
  private static boolean isTest(Path file) {
    return file.toString().contains("/src/test/") || file.toString().endsWith("Contract.java");
  }

  /** What is built lies beside it, and may change meanwhile. */
  private static List<Path> sources() {
    return Stream.of("shared", "functions", "infra")
        .flatMap(folder -> below(ROOT.resolve(folder), 1).stream())
        .map(module -> module.resolve("src"))
        .filter(Files::isDirectory)
        .flatMap(folder -> below(folder, Integer.MAX_VALUE).stream())
        .filter(file -> file.toString().endsWith(".java"))
        .toList();
  }

  private static List<Path> documents() {
    return Stream.concat(
            below(ROOT, 1).stream(),
            Stream.of("docs", "events").flatMap(folder -> below(ROOT.resolve(folder), 5).stream()))
        .filter(file -> file.toString().endsWith(".md"))
        .toList();
  }

  private static List<Path> below(Path folder, int depth) {
    try (Stream<Path> below = Files.walk(folder, depth)) {
      return below.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean leadsSomewhere(Path document, String link) {
    if (link.matches("[a-z]+:.*")) {
      return true; // another site: no test depends on the network
    }
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    if (!target.startsWith(ROOT) || !Files.exists(target)) {
      return false;
    }
    return parts.length < 2 || anchors(target).contains(parts[1]);
  }

  /** The anchors that headings get where Markdown is shown. */
  private static Set<String> anchors(Path document) {
    return matches(HEADING, withoutCode(document)).stream()
        .map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT))
        .map(heading -> NO_ANCHOR.matcher(heading).replaceAll("").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String withoutCode(Path document) {
    return FENCED.matcher(text(document)).replaceAll("");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
