package dev.rollbook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Parse beside the bare readers, with rows enough for the clock of the processor: that every one of
 * them arrives in a message.
 */
class ReadingBenchTest {

  @ParameterizedTest
  @CsvSource({"csv, FastCSV", "xlsx, fastexcel-reader"})
  void shouldReadEveryRowAndSayHowFast(String format, String library) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      ReadingBench.main(new String[] {format, "20000"});
    } finally {
      System.setOut(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsPattern(
            format + ": [\\d,]+ rows/s to messages, " + library + " [\\d,]+ rows/s: [\\d.]+ times");
  }
}
