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
  private static final FileKind WIDE = new FileKind("utf-16");
  private static final Pattern HTML =
      Pattern.compile("<(!doctype html|html|head|body|table|meta|style|div)\\b.*", Pattern.DOTALL);
  private static final Pattern XML =
      Pattern.compile("<(\\?xml|!--|[a-z:]+\\s+xmlns).*", Pattern.DOTALL);

  /** A workbook in one XML file, which some programs name {@code .xls}. */
  private static final Pattern XML_WORKBOOK =
      Pattern.compile(".*urn:schemas-microsoft-com:office:spreadsheet.*", Pattern.DOTALL);

  /** A list or an object with a key, or a list of lists. */
  private static final Pattern JSON =
      Pattern.compile("(?:\\[\\s*)?(?:\\{\\s*\"[^\"]*\"\\s*:|\\[\\s*\\[\\s*\").*", Pattern.DOTALL);

  /** A web page with all that belongs to it. */
  private static final Pattern MHTML =
      Pattern.compile("mime-version:.*content-type:.*", Pattern.DOTALL);

  private static final int SHOWN = 1 << 10;

  /** A few control characters are a fault of some rows; so many are no text. */
  private static final int FEW_CONTROLS = 8;

  private static final double CONTROLS_IN_TEXT = 0.05;

  /** Part of the characters that are of ASCII. */
  private static final double WIDE_TEXT = 0.6;

  private TextKind() {}

  /** What a file is whose first bytes are no signature. */
  static FileKind of(byte[] head, Path file, TextEncoding encoding) throws IOException {
    boolean wide = encoding.charset().name().matches("UTF-(16|32).*");
    if (!wide && isBinary(head)) {
      return isWideText(head) ? WIDE : BINARY;
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
    if (XML.matcher(start).matches()) {
      return new FileKind(XML_WORKBOOK.matcher(start).matches() ? "xml-workbook" : "xml");
    }
    if (JSON.matcher(start).matches()) {
      return new FileKind("json");
    }
    return MHTML.matcher(start).matches() ? new FileKind("mhtml") : FileKind.CSV;
  }

  /** Whether nearly every other byte is zero, as in UTF-16 without a byte order mark. */
  private static boolean isWideText(byte[] head) {
    int[] zeros = new int[2];
    int controls = 0;
    for (int i = 0; i < head.length; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
      controls += isControl(head[i]) && head[i] != 0 ? 1 : 0;
    }
    int most = Math.max(zeros[0], zeros[1]);
    return most > WIDE_TEXT * head.length / 2
        && zeros[0] + zeros[1] - most < CONTROLS_IN_TEXT * head.length
        && controls <= Math.max(FEW_CONTROLS, CONTROLS_IN_TEXT * head.length);
  }

  private static boolean isControl(byte next) {
    return next >= 0 && next < ' ' && next != '\t' && next != '\n' && next != '\r';
  }

  private static boolean isBinary(byte[] head) {
    int controls = 0;
    for (byte next : head) {
      controls += isControl(next) ? 1 : 0;
    }
    return controls > FEW_CONTROLS && controls > CONTROLS_IN_TEXT * head.length;
  }
}
