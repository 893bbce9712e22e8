package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Unpacks every part of an archive into nothing before any parser sees one, and measures (SPEC
 * section 10): declared sizes can lie, and can be believed once this is done. What has been damaged
 * shows too, by its checksum.
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
  static void check(ZipFile zip) throws RosterException {
    UnpackGuard guard = new UnpackGuard();
    Enumeration<ZipArchiveEntry> entries = zip.getEntries();
    while (entries.hasMoreElements()) {
      ZipArchiveEntry entry = entries.nextElement();
      // The only ways that the format allows (ECMA-376 part 2, annex B).
      if (entry.getMethod() != ZipEntry.DEFLATED && entry.getMethod() != ZipEntry.STORED) {
        throw WorkbookDamage.in(entry.getName(), "packing method " + entry.getMethod());
      }
      try (InputStream in = zip.getInputStream(entry)) {
        guard.unpack(entry, in);
      } catch (IOException | RuntimeException e) {
        throw WorkbookDamage.in(entry.getName(), e);
      }
    }
  }

  private void unpack(ZipArchiveEntry entry, InputStream in) throws RosterException, IOException {
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
    if (checksum.getValue() != entry.getCrc() || unpacked != entry.getSize()) {
      throw WorkbookDamage.in(entry.getName(), "checksum");
    }
  }

  private static RosterException suspicious(ZipArchiveEntry entry, long limit, long value) {
    return new RosterException(
        Code.FILE_SUSPICIOUS, entry.getName(), Long.toString(limit), Long.toString(value));
  }
}
