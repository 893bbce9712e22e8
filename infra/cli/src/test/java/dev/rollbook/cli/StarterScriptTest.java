package dev.rollbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script starts Java with (SPEC section 9), told by a stand-in for Java. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class StarterScriptTest {

  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -XshowSettings:properties ]; then
        echo '    java.vm.version = 17' >&2
      else
        echo "charmap $(locale charmap)"
        for word; do echo "$word"; done
      fi
      """;

  @TempDir private Path project;

  /** What the stand-in prints when the script is run under a locale. */
  private List<String> run(String locale, String... arguments)
      throws IOException, InterruptedException {
    Path script = project.resolve("infra/rollbook");
    Path archives = project.resolve("infra/cli/target/archives-17");
    Path java = project.resolve("jdk/bin/java");
    Files.createDirectories(archives);
    Files.createDirectories(java.getParent());
    Files.copy(Path.of("../rollbook"), script);
    Files.writeString(java, JAVA);
    Files.writeString(archives.getParent().resolve("built"), "");
    Files.writeString(archives.resolve("done"), "");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThat(java.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.environment().put("LC_ALL", locale);
    builder.environment().put("JAVA_HOME", project.resolve("jdk").toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "none_NONE.UTF-8", "C.UTF-8"})
  void shouldLetJavaReadEveryNameOfAFileWhateverTheLocale(String locale)
      throws IOException, InterruptedException {
    List<String> printed = run(locale, "import", "list.csv");

    assertThat(printed).contains("charmap UTF-8").endsWith("import", "list.csv");
  }

  @Test
  void shouldLetJavaWriteNumbersInTheDigitsOfAddresses() throws IOException, InterruptedException {
    assertThat(run("ar_EG.UTF-8", "users"))
        .contains("-Duser.language=en", "-Duser.country=US", "-Duser.script=", "-Duser.variant=")
        .contains("-Dfile.encoding=UTF-8")
        .noneMatch(word -> word.toLowerCase(Locale.ROOT).startsWith("-duser.language=ar"));
  }

  @Test
  void shouldDoSoForTheBenchmarks() throws IOException, InterruptedException {
    assertThat(run("C", "bench", "create")).contains("charmap UTF-8", "-Duser.language=en");
  }
}
