package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How bytes become characters (SPEC R2). */
class EncodingTest {

  private static final String TEXT = "Benutzername;Nachname\nmüller;Größe\n";
  private static final List<String> ROWS = List.of("2 müller APPLY lastName=Größe");

  @TempDir private Path folder;

  static Stream<Arguments> encodings() {
    Charset windows = Charset.forName("windows-1252");
    return Stream.of(
        Arguments.of("UTF-8", "", "UTF-8", "", StandardCharsets.UTF_8),
        Arguments.of("UTF-8 with mark", "", "UTF-8", "\uFEFF", StandardCharsets.UTF_8),
        Arguments.of("UTF-16LE with mark", "", "UTF-16LE", "\uFEFF", StandardCharsets.UTF_16LE),
        Arguments.of("UTF-16BE with mark", "", "UTF-16BE", "\uFEFF", StandardCharsets.UTF_16BE),
        Arguments.of("Windows-1252", "", "windows-1252", "", windows),
        Arguments.of(
            "given UTF-16LE", "charset=UTF-16LE", "UTF-16LE", "", StandardCharsets.UTF_16LE),
        Arguments.of(
            "given UTF-16 with mark",
            "charset=UTF-16",
            "UTF-16LE",
            "\uFEFF",
            StandardCharsets.UTF_16LE),
        Arguments.of("given IBM850", "charset=IBM850", "IBM850", "", Charset.forName("IBM850")));
  }

  @ParameterizedTest(name = "R2 {0}")
  @MethodSource("encodings")
  void shouldDecode(String id, String options, String charset, String mark, Charset written)
      throws Exception {
    Path file = Shown.file(folder, mark + TEXT, written);
    Judgement judgement = Shown.judge(file, Options.of(options));
    assertThat(judgement.reading().charset()).as(id).isEqualTo(charset);
    assertThat(Shown.rows(judgement)).isEqualTo(ROWS);
  }

  @Test
  void shouldNotTakeAFileForUtf8WhoseEndIsNot() throws Exception {
    // R2: valid UTF-8 means all of it.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("username;lastName\n".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes("a;x\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes("b;Größe\n".getBytes(Charset.forName("windows-1252")));
    Judgement judgement = Shown.judge(Shown.file(folder, bytes.toByteArray()), Options.of(""));
    assertThat(judgement.reading().charset()).isEqualTo("windows-1252");
    assertThat(Shown.rows(judgement)).last().isEqualTo("100002 b APPLY lastName=Größe");
  }

  @Test
  void shouldFailRowsWithBytesThatWindows1252DoesNotHave() {
    byte[] bytes = {
      'u', 's', 'e', 'r', 'n', 'a', 'm', 'e', ';', 'T', 'e', 'l', '\n', 'a', ';', (byte) 0x81, '\n'
    };
    assertThat(Shown.rows(Shown.file(folder, bytes), Options.of("")))
        .containsExactly("2 a FAIL !INVALID_CHARACTER(phone: U+FFFD|Tel)");
  }
}
