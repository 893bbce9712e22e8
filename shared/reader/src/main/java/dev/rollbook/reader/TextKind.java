package dev.rollbook.reader;

import dev.rollbook.roster.CellText;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells CSV from what else comes without a signature: markup, and what is no text. */
final class TextKind {

  private static final FileKind BINARY = new FileKind("binary");
  private static final Pattern HTML =
      Pattern.compile("<(!doctype html|html|head|body|table|meta|style|div)\\b.*", Pattern.DOTALL);
  private static final Pattern XML =
      Pattern.compile("<(\\?xml|!--|[a-z:]+\\s+xmlns).*", Pattern.DOTALL);
  private static final int SHOWN = 1 << 10;

  /** A few control characters are a fault of some rows; so many are no text. */
  private static final int FEW_CONTROLS = 8;

  private static final double CONTROLS_IN_TEXT = 0.05;

  private TextKind() {}

  /** What a file is whose first bytes are no signature. */
  static FileKind of(byte[] head, Path file, TextEncoding encoding) throws IOException {
    boolean wide = encoding.charset().name().matches("UTF-(16|32).*");
    if (!wide && isBinary(head)) {
      return BINARY;
    }
    char[] text = new char[SHOWN];
    int length;
    try (Reader reader = encoding.open(file)) {
      length = Math.max(0, reader.read(text));
    }
    String start = CellText.clean(new String(text, 0, length)).toLowerCase(Locale.ROOT);
    if (HTML.matcher(start).matches()) {
      return new FileKind("html");
    }
    return XML.matcher(start).matches() ? new FileKind("xml") : FileKind.CSV;
  }

  private static boolean isBinary(byte[] head) {
    int controls = 0;
    for (byte next : head) {
      if (next >= 0 && next < ' ' && next != '\t' && next != '\n' && next != '\r') {
        controls++;
      }
    }
    return controls > FEW_CONTROLS && controls > CONTROLS_IN_TEXT * head.length;
  }
}
