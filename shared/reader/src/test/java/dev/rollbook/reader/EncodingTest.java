package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.ReadingNote;
import java.io.ByteArrayInputStream;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        Arguments.of("UTF-32LE with mark", "", "UTF-32LE", "\uFEFF", Charset.forName("UTF-32LE")),
        Arguments.of("UTF-32BE with mark", "", "UTF-32BE", "\uFEFF", Charset.forName("UTF-32BE")),
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

  /** A line of each kind; {@code u} is UTF-8, {@code w} Windows-1252, {@code a} ASCII. */
  private static byte[] lines(String kinds) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("username;lastName\n".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < kinds.length(); i++) {
      char kind = kinds.charAt(i);
      String line = kind == 'a' ? "anna" + i + ";x\n" : "jürgen" + i + ";Jörg\n";
      bytes.writeBytes(
          line.getBytes(kind == 'u' ? StandardCharsets.UTF_8 : Charset.forName("windows-1252")));
    }
    return bytes.toByteArray();
  }

  @Test
  void shouldFailTheOneRowOfAnotherCharset() throws Exception {
    // R2: most rows beyond ASCII decide, and the others are nobody's names.
    Judgement judgement = Shown.judge(Shown.file(folder, lines("uuwa")), Options.of(""));
    assertThat(judgement.reading().charset()).isEqualTo("UTF-8");
    assertThat(judgement.notes())
        .containsExactly(ReadingNote.of(ReadingNote.Code.CHARSET_MIXED, "UTF-8", "1"));
    assertThat(judgement.incomplete()).containsExactly(Incompleteness.USERNAME_UNREADABLE);
    assertThat(Shown.rows(judgement))
        .containsExactly(
            "2 jürgen0 APPLY lastName=Jörg",
            "3 jürgen1 APPLY lastName=Jörg",
            "4 - FAIL !INVALID_CHARACTER(username: U+FFFD|username)"
                + " !INVALID_CHARACTER(lastName: U+FFFD|lastName)",
            "5 anna3 APPLY lastName=x");
  }

  @Test
  void shouldFailRowsOfUtf8InAFileOfWindows1252() throws Exception {
    // R2: read as Windows-1252 they would be mojibake.
    Judgement judgement = Shown.judge(Shown.file(folder, lines("wuwa")), Options.of(""));
    assertThat(judgement.reading().charset()).isEqualTo("windows-1252");
    assertThat(judgement.notes())
        .containsExactly(ReadingNote.of(ReadingNote.Code.CHARSET_MIXED, "windows-1252", "1"));
    assertThat(judgement.incomplete()).containsExactly(Incompleteness.USERNAME_UNREADABLE);
    assertThat(Shown.rows(judgement))
        .containsExactly(
            "2 jürgen0 APPLY lastName=Jörg",
            "3 - FAIL !INVALID_CHARACTER(username: U+FFFD|username)"
                + " !INVALID_CHARACTER(lastName: U+FFFD|lastName)",
            "4 jürgen2 APPLY lastName=Jörg",
            "5 anna3 APPLY lastName=x");
  }

  @Test
  void shouldListTheSoundUsernameOfARowThatCannotBeDecoded() throws Exception {
    // R2, D5: the list is complete, although the row fails.
    byte[] bytes =
        "username;lastName\na;Jörg\nb;Jörg\nc;J\u0081rg\n".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 5] = 'J';
    bytes[bytes.length - 4] = (byte) 0xF6;
    Judgement judgement = Shown.judge(Shown.file(folder, bytes), Options.of(""));
    assertThat(Shown.rows(judgement))
        .last()
        .isEqualTo("4 c FAIL !INVALID_CHARACTER(lastName: U+FFFD|lastName)");
    assertThat(judgement.incomplete()).isEmpty();
    assertThat(Shown.listed(judgement)).containsExactly("a", "b", "c");
  }

  @Test
  void shouldTrustTheMarkMoreThanTheOption() throws Exception {
    // R2: a byte order mark wins.
    Judgement judgement =
        Shown.judge(
            Shown.file(folder, "\uFEFF" + TEXT, StandardCharsets.UTF_8),
            Options.of("charset=windows-1252"));
    assertThat(judgement.reading().charset()).isEqualTo("UTF-8");
    assertThat(Shown.rows(judgement)).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 4097, 70_000})
  void shouldJudgeALineWhereverItIsTornApart(int step) {
    // R2: characters of two to four bytes across the pieces that a line comes in.
    byte[] sound = "\u00fcx\u20ac\ud83d\ude00".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    for (int length = sound.length - 10; length <= sound.length; length++) {
      Utf8Validity line = new Utf8Validity();
      for (int i = 0; i < length; i += step) {
        line.take(sound, i, Math.min(length, i + step));
      }
      line.endLine();
      assertThat(line.valid()).as("%d bytes", length).isEqualTo(isCharacters(sound, length));
      assertThat(line.invalid()).isEqualTo(1 - line.valid());
    }
  }

  /** 1 if the bytes end behind a character, else 0. */
  private static int isCharacters(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.UTF_8).contains("\uFFFD") ? 0 : 1;
  }

  @Test
  void shouldJudgeLinesOfAnyLength() throws Exception {
    // R2: a line longer than the buffer is judged whole.
    byte[] windows = ("w;" + "ö".repeat(70_000) + "\n").getBytes(Charset.forName("windows-1252"));
    byte[] utf8 = ("u;" + "x".repeat(70_000) + "ö\n").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("username;Notiz\n".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(windows);
    bytes.writeBytes(utf8);
    bytes.writeBytes("v;ö".getBytes(Charset.forName("windows-1252")));
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try (ForeignLines lines =
        new ForeignLines(
            new ByteArrayInputStream(bytes.toByteArray()), Charset.forName("windows-1252"))) {
      lines.transferTo(seen);
    }
    byte[] expected = bytes.toByteArray();
    int last = expected.length - "v;ö".length() - 3;
    expected[last] = (byte) 0x81;
    expected[last + 1] = (byte) 0x81;
    assertThat(seen.toByteArray()).isEqualTo(expected);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "windows-1252",
        "windows-1250",
        "windows-1251",
        "windows-1253",
        "windows-1254",
        "windows-1256",
        "windows-1257",
        "ISO-8859-1",
        "ISO-8859-2",
        "ISO-8859-5",
        "ISO-8859-15",
        "IBM437",
        "IBM850",
        "IBM852",
        "x-MacRoman",
        "KOI8-R"
      })
  void shouldFailRowsOfUtf8InAFileThatIsSaidToBeOfAnotherCharset(String charset) throws Exception {
    // R2: nobody gets a name of mojibake, and the list is not complete (D5).
    byte[] bytes = "username;lastName\njürgen;x\nanna;y\n".getBytes(StandardCharsets.UTF_8);
    Judgement judgement = Shown.judge(Shown.file(folder, bytes), Options.of("charset=" + charset));
    assertThat(judgement.reading().charset()).isEqualTo(charset);
    assertThat(judgement.incomplete()).containsExactly(Incompleteness.USERNAME_UNREADABLE);
    assertThat(Shown.rows(judgement))
        .anyMatch(row -> row.contains("FAIL !INVALID_CHARACTER"))
        .contains("3 anna APPLY lastName=y");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1250, žofia, Łukasz",
    "windows-1251, пётр, Щукин Её",
    "windows-1252, jürgen, Ærø",
    "windows-1253, γιώργος, Παπαδόπουλος",
    "windows-1254, şükrü, Çağlar",
    "windows-1255, משה, כהן",
    "windows-1256, محمد, علي",
    "windows-1257, jūratė, Šķēle",
    "ISO-8859-2, žofia, Łukasz",
    "ISO-8859-5, пётр, Щукин",
    "IBM437, jürgen, Größe",
    "IBM850, jürgen, Größe Ärger",
    "x-MacRoman, jürgen, Åse Groß",
    "KOI8-R, пётр, Щукин Её",
    "x-windows-874, สมชาย, ใจดี",
    "TIS-620, ยา, ยา"
  })
  void shouldReadWhatIsOfTheCharsetGiven(String charset, String username, String lastName) {
    byte[] bytes =
        ("username;lastName\n" + username + ";" + lastName + "\n")
            .getBytes(Charset.forName(charset));
    assertThat(Shown.rows(Shown.file(folder, bytes), Options.of("charset=" + charset)))
        .containsExactly("2 " + username + " APPLY lastName=" + lastName);
  }
}
