package dev.rollbook.reader;

/** Text that is kept only as far as a cell's is, with one more to tell that there was more. */
final class BoundedText {

  /** Escapes take seven characters for one. */
  private static final int KEPT = 7 * (ReaderLimits.KEPT_CELL + 1);

  private final StringBuilder text = new StringBuilder();
  private long length;

  /** Adds what fits. */
  void append(char[] characters, int start, int count) {
    text.append(characters, start, Math.min(count, KEPT - text.length()));
    length += count;
  }

  /** Begins anew. */
  void clear() {
    text.setLength(0);
    length = 0;
  }

  /** The characters that were added, those not kept included. */
  long length() {
    return length;
  }

  /** Whether what is kept takes two bytes a character in memory instead of one. */
  boolean isWide() {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return true;
      }
    }
    return false;
  }

  /** What is kept. */
  String text() {
    return text.toString();
  }
}
