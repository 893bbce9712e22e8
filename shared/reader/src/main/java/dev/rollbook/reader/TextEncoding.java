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

/**
 * How the bytes of a text file become characters (SPEC R2): a given charset, else the byte order
 * mark's, else UTF-8 if the whole file is valid UTF-8, else Windows-1252.
 *
 * @param charset the charset
 * @param markLength how many bytes of byte order mark stand before the text
 */
record TextEncoding(Charset charset, int markLength) {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** The encoding of a file whose charset nobody gave. */
  static TextEncoding detect(Path file, ContentProbe probe) throws IOException {
    TextEncoding marked = marked(file);
    if (marked.markLength() > 0) {
      return marked;
    }
    return probe.isUtf8() ? marked : new TextEncoding(WINDOWS_1252, 0);
  }

  /** A given charset; a byte order mark never becomes text, whatever the charset. */
  static TextEncoding given(Path file, Charset charset) throws IOException {
    TextEncoding marked = marked(file);
    boolean markDecides = charset.equals(StandardCharsets.UTF_16) && marked.markLength() == 2;
    return new TextEncoding(markDecides ? marked.charset() : charset, marked.markLength());
  }

  private static TextEncoding marked(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(3);
    }
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return new TextEncoding(StandardCharsets.UTF_8, 3);
    }
    if (startsWith(head, 0xFF, 0xFE)) {
      return new TextEncoding(StandardCharsets.UTF_16LE, 2);
    }
    if (startsWith(head, 0xFE, 0xFF)) {
      return new TextEncoding(StandardCharsets.UTF_16BE, 2);
    }
    return new TextEncoding(StandardCharsets.UTF_8, 0);
  }

  private static boolean startsWith(byte[] head, int... mark) {
    if (head.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((head[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** The text behind the mark; bytes that are no character of the charset become U+FFFD. */
  Reader open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.skipNBytes(markLength);
    return new InputStreamReader(
        in,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE));
  }
}
