package dev.rollbook.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.DerivedImports;
import dev.rollbook.roster.FindingCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A14: what the pages say, in both languages. */
class DictionariesTest {

  private static final PageFiles FILES = PageFiles.ofJar();
  private static final Pattern ENTRY =
      Pattern.compile("(?m)^  (?:'((?:[^'\\\\]|\\\\.)*)'|(\\w+)): (.+),$");
  private static final Pattern VALUE = Pattern.compile("\\{\\w+}");
  private static final Pattern USED = Pattern.compile("\\bt\\('([\\w.]+\\w)'[,)]");

  private static String source(String name) {
    return new String(
        FILES.file(FILES.version() + "/" + name).orElseThrow().plain(), StandardCharsets.UTF_8);
  }

  private static Map<String, String> texts(String language) {
    Map<String, String> texts = new TreeMap<>();
    ENTRY
        .matcher(source("words-" + language + ".js"))
        .results()
        .forEach(
            entry ->
                texts.put(
                    entry.group(1) == null ? entry.group(2) : entry.group(1), entry.group(3)));
    return texts;
  }

  private static Set<String> values(String text) {
    return VALUE
        .matcher(text)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldSayEverythingInBothLanguages() {
    Map<String, String> english = texts("en");
    Map<String, String> german = texts("de");

    assertThat(english).hasSizeGreaterThan(200);
    assertThat(german.keySet()).isEqualTo(english.keySet());
    assertThat(german)
        .allSatisfy(
            (key, text) -> assertThat(values(text)).as(key).isEqualTo(values(english.get(key))));
  }

  /** A14: a finding's code is shown beside its sentence, in words, too. */
  @ParameterizedTest
  @EnumSource(FindingCode.class)
  void shouldHaveAWordForEveryFinding(FindingCode code) {
    assertThat(texts("de")).containsKey("finding." + code);
  }

  /** S10, S11: why a plan is not applied, or an import not undone. */
  @ParameterizedTest
  @EnumSource(DerivedImports.Refusal.class)
  void shouldSayWhyAPlanIsNotApplied(DerivedImports.Refusal refusal) {
    assertThat(texts("de")).containsKey("problem." + refusal);
  }

  @Test
  void shouldHaveEveryTextThatAPageNames() {
    List<String> used =
        FILES
            .names()
            .filter(name -> name.endsWith(".js") && !name.contains("/lib/"))
            .flatMap(
                name ->
                    USED.matcher(source(name.substring(name.indexOf('/') + 1)))
                        .results()
                        .map(found -> found.group(1)))
            .toList();

    assertThat(used).hasSizeGreaterThan(100);
    assertThat(texts("en").keySet()).containsAll(used);
  }
}
