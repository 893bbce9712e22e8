package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks every part of an archive into nothing before any parser sees one, and measures (SPEC
 * section 10): declared sizes can lie. What has been damaged shows too, by its checksum.
 */
final class UnpackGuard {

  private static final long MOST_BYTES = 4L << 30;
  private static final long MOST_TIMES = 100;

  /** A part up to this size is harmless, however small it was packed. */
  private static final long HARMLESS = 1L << 20;

  private final byte[] buffer = new byte[1 << 16];
  private long total;

  private UnpackGuard() {}

  /**
   * Unpacks all of it.
   *
   * @throws RosterException if it unpacks to too much, or is damaged
   */
  static void check(ZipFile zip) throws RosterException, IOException {
    UnpackGuard guard = new UnpackGuard();
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      try (InputStream in = zip.getInputStream(entry)) {
        guard.unpack(entry, in);
      } catch (ZipException | EOFException e) {
        throw WorkbookDamage.in(entry.getName(), e);
      }
    }
  }

  private void unpack(ZipEntry entry, InputStream in) throws RosterException, IOException {
    long packed = Math.max(1, entry.getCompressedSize());
    long unpacked = 0;
    CRC32 checksum = new CRC32();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      checksum.update(buffer, 0, count);
      unpacked += count;
      total += count;
      if (total > MOST_BYTES) {
        throw suspicious(entry, MOST_BYTES, total);
      }
      if (unpacked > HARMLESS && unpacked > MOST_TIMES * packed) {
        throw suspicious(entry, MOST_TIMES * packed, unpacked);
      }
    }
    if (checksum.getValue() != entry.getCrc()) {
      throw WorkbookDamage.in(entry.getName(), "checksum");
    }
  }

  private static RosterException suspicious(ZipEntry entry, long limit, long value) {
    return new RosterException(
        Code.FILE_SUSPICIOUS, entry.getName(), Long.toString(limit), Long.toString(value));
  }
}
