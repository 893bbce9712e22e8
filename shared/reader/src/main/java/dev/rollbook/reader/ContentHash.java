package dev.rollbook.reader;

/**
 * 64 bits that stand for what a row says, to tell rows that differ from rows that repeat each other
 * without keeping either (SPEC R13). Two of a million rows that differ pass for equal with a chance
 * of one in 30 million, and only if they also name the same user.
 */
final class ContentHash {

  // The constants of SplitMix64 (Steele, Lea, Flood 2014).
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final long FIRST = 0xBF58476D1CE4E5B9L;
  private static final long SECOND = 0x94D049BB133111EBL;

  /** Characters that are mixed at once. */
  private static final int FOUR = 4;

  private long state = STEP;

  /** Adds a cell; its place counts, and where it ends. */
  void add(String cell) {
    int length = cell.length();
    int i = 0;
    for (; i + FOUR <= length; i += FOUR) {
      mix(
          cell.charAt(i)
              | (long) cell.charAt(i + 1) << 16
              | (long) cell.charAt(i + 2) << 32
              | (long) cell.charAt(i + 3) << 48);
    }
    for (; i < length; i++) {
      mix(cell.charAt(i));
    }
    add(length);
  }

  private void mix(long characters) {
    state = (state ^ characters) * FIRST;
    state ^= state >>> 29;
  }

  /** Adds a number. */
  void add(int number) {
    state = (state + STEP + number) * SECOND;
    state ^= state >>> 31;
  }

  /** The hash of all that was added. */
  long value() {
    long mixed = (state ^ (state >>> 30)) * FIRST;
    mixed = (mixed ^ (mixed >>> 27)) * SECOND;
    return mixed ^ (mixed >>> 31);
  }
}
