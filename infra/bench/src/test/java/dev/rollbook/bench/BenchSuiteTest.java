package dev.rollbook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchSuiteTest {

  @Test
  void shouldPrintWhatOthersMeasuredWhenAPartFails(@TempDir Path root)
      throws IOException, InterruptedException {
    StringWriter printed = new StringWriter();
    PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());

    boolean reached =
        BenchSuite.run(
            List.of(new Part("sound", false), new Part("broken", true)),
            root,
            1,
            1,
            new PrintWriter(printed),
            nowhere);

    assertThat(reached).isFalse();
    assertThat(printed.toString())
        .containsPattern("sound +\\| of sound +\\| 2.0 s")
        .containsPattern("broken +\\| on broken +\\| .*no answer.*FAILED");
  }

  private record Part(String name, boolean fails) implements BenchPart {

    @Override
    public String subject() {
      return "on " + name;
    }

    @Override
    public String peer() {
      return "nothing";
    }

    @Override
    public String target() {
      return "none";
    }

    @Override
    public BenchResult run(BenchSession session) throws IOException {
      if (fails) {
        throw new IOException("no answer");
      }
      return BenchResult.of(BenchFigure.times("of " + name, 2, 2, 1));
    }
  }
}
