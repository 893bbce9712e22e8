package dev.rollbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** How the words of a command are understood (SPEC section 9). */
class ArgumentsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int say(String... arguments) {
    CommandLine line = Rollbook.commandLine();
    return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "history", "rename"})
  void shouldTellHowToNameAUserWhoseNameBeginsAsAnOptionDoes(String command) {
    assertThat(say(command, "-anna")).isEqualTo(Rollbook.FAILED);
    assertThat(err.toString()).contains("behind a -- of its own");
    assertThat(say(command, "--help")).isZero();
    assertThat(out.toString()).contains("[--]");
  }

  @Test
  void shouldTakeWhatIsUnknownForNoName() {
    assertThat(say("users", "5a")).isEqualTo(Rollbook.FAILED);
    assertThat(err.toString()).contains("5a").doesNotContain("of its own");
  }
}
