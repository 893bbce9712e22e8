package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the size of an OLE2 container's directory before the container is opened, for opening
 * takes all of it into memory and a file may be nothing but directory. Whatever is wrong with it
 * besides, POI refuses; sectors are found as POI finds them.
 */
final class Ole2Directory {

  /** Some 32,000 entries; a workbook has a few, or a few thousand with many objects in it. */
  private static final long MOST_BYTES = 4L << 20;

  // Offsets of the header as in [MS-CFB], 2.2.
  private static final int HEADER_LENGTH = 512;
  private static final int SECTOR_SHIFT = 0x1E;
  private static final int TABLES = 0x2C;
  private static final int DIRECTORY = 0x30;
  private static final int LIST = 0x44;
  private static final int LISTS = 0x48;
  private static final int FIRST_TABLE = 0x4C;
  private static final int TABLES_IN_HEADER = 109;

  /** What stands for no sector at all. */
  private static final int NONE = -1;

  private static final int END = -2;

  private final RandomAccessFile file;
  private final ByteBuffer header;
  private final int sectorBytes;
  private final int numbers;
  private final List<Integer> tables;

  private Ole2Directory(RandomAccessFile file, ByteBuffer header) throws IOException {
    this.file = file;
    this.header = header;
    this.sectorBytes = 1 << header.getShort(SECTOR_SHIFT);
    this.numbers = sectorBytes / Integer.BYTES;
    this.tables = tables();
  }

  /**
   * Checks the directory's size.
   *
   * @throws RosterException if it is too large
   */
  static void check(Path path) throws RosterException, IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      if (file.length() < HEADER_LENGTH) {
        return;
      }
      byte[] bytes = new byte[HEADER_LENGTH];
      file.readFully(bytes);
      ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      short shift = header.getShort(SECTOR_SHIFT);
      if (shift == 9 || shift == 12) { // there are no others
        new Ole2Directory(file, header).check();
      }
    }
  }

  private void check() throws RosterException, IOException {
    long bytes = 0;
    for (int sector = header.getInt(DIRECTORY); isInFile(sector); sector = next(sector)) {
      bytes += sectorBytes;
      if (bytes > MOST_BYTES) {
        throw new RosterException(
            Code.FILE_SUSPICIOUS, "ole2", Long.toString(MOST_BYTES), Long.toString(bytes));
      }
    }
  }

  private boolean isInFile(int sector) throws IOException {
    return sector >= 0 && sector < file.length() / sectorBytes;
  }

  /** The sectors that tell of each sector which one follows. */
  private List<Integer> tables() throws IOException {
    List<Integer> found = new ArrayList<>();
    int left = header.getInt(TABLES);
    for (int i = 0; i < TABLES_IN_HEADER && i < left; i++) {
      found.add(header.getInt(FIRST_TABLE + i * Integer.BYTES));
    }
    left -= found.size();
    int list = header.getInt(LIST);
    // No sector is more than one list, or POI refuses it.
    long lists = Math.min(header.getInt(LISTS), file.length() / sectorBytes);
    for (int i = 0; i < lists && left > 0 && isInFile(list); i++) {
      int here = Math.min(left, numbers - 1);
      for (int j = 0; j < here; j++) {
        int table = number(list, j);
        if (table == NONE || table == END) {
          break;
        }
        found.add(table);
      }
      left -= here;
      list = number(list, numbers - 1);
    }
    return found;
  }

  private int next(int sector) throws IOException {
    int table = sector / numbers;
    return table < tables.size() && isInFile(tables.get(table))
        ? number(tables.get(table), sector % numbers)
        : NONE;
  }

  /** A number of a sector; none if it is cut off. */
  private int number(int sector, int index) throws IOException {
    long at = (sector + 1L) * sectorBytes + (long) index * Integer.BYTES;
    if (at > file.length() - Integer.BYTES) {
      return NONE;
    }
    file.seek(at);
    return Integer.reverseBytes(file.readInt());
  }
}
