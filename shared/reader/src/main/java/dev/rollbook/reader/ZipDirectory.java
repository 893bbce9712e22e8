package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Looks at the size of a ZIP archive's directory before the archive is opened, for opening takes
 * all of it into memory and a file may be nothing but directory. What counts is where the directory
 * begins, and not how long it says it is: commons-compress reads entries for as long as there are.
 */
final class ZipDirectory {

  /** Some 100,000 parts; a workbook has a few, or a few thousand with many pictures. */
  private static final long MOST_BYTES = 16L << 20;

  // Offsets and signatures as in the ZIP specification (APPNOTE.TXT), 4.3.14 to 4.3.16.
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int END_OFFSET = 16;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int LOCATOR_LENGTH = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_OFFSET = 8;
  private static final int END64_OFFSET = 48;

  private ZipDirectory() {}

  /**
   * Checks the directory's size.
   *
   * @throws RosterException if it is too large, or missing
   */
  static void check(Path path) throws RosterException, IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long start = Math.max(0, file.length() - END_LENGTH - LONGEST_COMMENT);
      ByteBuffer tail = read(file, start, (int) (file.length() - start));
      for (int end = tail.limit() - END_LENGTH; end >= 0; end--) {
        if (tail.getInt(end) == END_SIGNATURE) {
          long size = start + end - directory(file, tail, end);
          if (size < 0 || size > MOST_BYTES) {
            throw new RosterException(
                Code.FILE_SUSPICIOUS, "zip", Long.toString(MOST_BYTES), Long.toString(size));
          }
          return;
        }
      }
      throw WorkbookDamage.in("zip", "end missing");
    }
  }

  private static long directory(RandomAccessFile file, ByteBuffer tail, int end)
      throws RosterException, IOException {
    int locator = end - LOCATOR_LENGTH;
    if (locator < 0 || tail.getInt(locator) != LOCATOR_SIGNATURE) {
      return Integer.toUnsignedLong(tail.getInt(end + END_OFFSET));
    }
    long end64 = tail.getLong(locator + LOCATOR_OFFSET);
    if (end64 < 0 || end64 > file.length() - END64_OFFSET - Long.BYTES) {
      throw WorkbookDamage.in("zip", "end missing");
    }
    return read(file, end64 + END64_OFFSET, Long.BYTES).getLong(0);
  }

  private static ByteBuffer read(RandomAccessFile file, long start, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(start);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
