package dev.rollbook.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.InMemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spreadsheet program makes of a download (SPEC A3). */
class CsvDownloadTest {

  private final InMemoryObjectStore store = new InMemoryCloud().results;

  private String written(String language, String... cells) throws IOException {
    try (CsvDownload table =
        CsvDownload.create(store.writer("table.csv", "text/csv"), language, "a", "b")) {
      table.row(cells);
      table.complete();
    }
    return new String(store.get("table.csv").orElseThrow(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+49 221", "-1", "@SUM(A1)"})
  void shouldKeepACellFromRunningAsAFormula(String cell) throws IOException {
    assertThat(written("en", cell, "x")).endsWith("\r\n'" + cell + ",x\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t=1+1", "\r=1+1"})
  void shouldKeepACellFromRunningBehindBlanks(String cell) throws IOException {
    assertThat(written("en", cell, "x")).contains("'" + cell.replace("=", "'="));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x;=1+1 | x;'=1+1",
        "x,@SUM(A1) | x,'@SUM(A1)",
        "a;\"-1\";+2 | a;\"'-1\";'+2",
        "a, b;c | a, b;c",
      })
  void shouldKeepAPartFromRunningWhereTheDelimiterIsAnother(String cell, String shown)
      throws IOException {
    String quoted = shown.replace("\"", "\"\"");
    assertThat(written("en", cell, "x")).contains(quoted);
    assertThat(written("de", cell, "x")).contains(quoted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1=1", "a-b", "", "'x", "Größe"})
  void shouldLeaveOtherCellsAsTheyAre(String cell) throws IOException {
    assertThat(written("en", cell, "x")).endsWith("\r\n" + cell + ",x\r\n");
  }

  @Test
  void shouldBeginWithTheMarkThatTellsUtf8() throws IOException {
    assertThat(written("de", "Müller", "Groß")).isEqualTo("\uFEFFa;b\r\nMüller;Groß\r\n");
  }

  @Test
  void shouldDelimitAsTheLanguagesSpreadsheetsDo() throws IOException {
    assertThat(written("de", "1,5", "x")).endsWith("1,5;x\r\n");
    assertThat(written("en", "1,5", "x")).endsWith("\"1,5\",x\r\n");
    assertThat(written("de", "a;b", "say \"x\"")).endsWith("\"a;b\";\"say \"\"x\"\"\"\r\n");
  }

  @Test
  void shouldKeepACellOfSeveralLinesInOneRow() throws IOException {
    assertThat(written("de", "a\nb", "x")).endsWith("\"a\nb\";x\r\n");
  }
}
