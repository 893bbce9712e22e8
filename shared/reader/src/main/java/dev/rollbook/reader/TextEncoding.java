package dev.rollbook.reader;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;

/**
 * How the bytes of a text file become characters (SPEC R2): by the byte order mark, else in the
 * given charset, else in UTF-8 if more of the lines beyond ASCII are valid UTF-8 than not, else in
 * Windows-1252.
 *
 * @param charset the charset
 * @param markLength how many bytes of byte order mark stand before the text
 * @param foreignLines how many lines are of the other charset of the two, and so fail
 * @param guessed whether neither mark nor option nor ASCII alone settled it
 */
record TextEncoding(Charset charset, int markLength, long foreignLines, boolean guessed) {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final String ASCII = "azAZ09\"',;|\n";

  private static final ByteOrderMark[] MARKS = {
    ByteOrderMark.UTF_8,
    ByteOrderMark.UTF_16BE,
    ByteOrderMark.UTF_16LE,
    ByteOrderMark.UTF_32BE,
    ByteOrderMark.UTF_32LE
  };

  /** There a byte that begins a character of UTF-8 is often followed by one that may follow it. */
  private static final Pattern THAI = Pattern.compile("(?i).*(874|838|TIS-620|8859-11).*");

  /** The encoding of a file whose charset nobody gave. */
  static TextEncoding detect(Path file, ContentProbe probe) throws IOException {
    TextEncoding marked = marked(file);
    if (marked.markLength() > 0) {
      return marked;
    }
    long utf8 = probe.utf8Lines();
    long other = probe.otherLines();
    if (other == 0) {
      return marked;
    }
    return utf8 > other
        ? new TextEncoding(StandardCharsets.UTF_8, 0, other, true)
        : new TextEncoding(WINDOWS_1252, 0, utf8, true);
  }

  /**
   * A given charset, unless a byte order mark says another. Lines that are valid UTF-8 beyond ASCII
   * would be mojibake in a charset that gives every byte a letter, so they fail there, too: whoever
   * gave the wrong one would else put strangers in the place of people.
   */
  static TextEncoding given(Path file, ContentProbe probe, Charset charset) throws IOException {
    TextEncoding marked = marked(file);
    long foreign = isOfLetters(charset) ? probe.utf8Lines() : 0;
    return marked.markLength() > 0 ? marked : new TextEncoding(charset, 0, foreign, false);
  }

  /** Whether a charset has ASCII, and makes of nearly every other byte a letter of its own. */
  private static boolean isOfLetters(Charset charset) {
    return charset.canEncode()
        && charset.newEncoder().maxBytesPerChar() == 1
        && new String(ASCII.getBytes(charset), StandardCharsets.US_ASCII).equals(ASCII)
        && !THAI.matcher(charset.name()).matches();
  }

  private static TextEncoding marked(Path file) throws IOException {
    try (BOMInputStream in =
        BOMInputStream.builder().setPath(file).setByteOrderMarks(MARKS).get()) {
      ByteOrderMark mark = in.getBOM();
      return mark == null
          ? new TextEncoding(StandardCharsets.UTF_8, 0, 0, false)
          : new TextEncoding(Charset.forName(mark.getCharsetName()), mark.length(), 0, false);
    }
  }

  /** The text behind the mark; bytes that are no character of the charset become U+FFFD. */
  Reader open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.skipNBytes(markLength);
    boolean mixed = foreignLines > 0 && isOfLetters(charset);
    return new InputStreamReader(
        mixed ? new ForeignLines(in, charset) : in,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE));
  }
}
