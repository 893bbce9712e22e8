package dev.rollbook.parse;

import dev.rollbook.imports.Import;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.reader.ContentProbe;
import dev.rollbook.reader.Judgement;
import dev.rollbook.reader.Roster;
import dev.rollbook.reader.ScratchFolder;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the rosters of the uploads bucket. An object is read once: to the function's own disk,
 * since a workbook has to be a file, and looked at as it is written; from there each format's
 * reader takes it, and the rows are all that is left of it.
 */
final class RosterReader {

  private final ObjectStore uploads;
  private final Path scratch;

  /** Rosters of a bucket; {@code scratch} is a folder for the one being read. */
  RosterReader(ObjectStore uploads, Path scratch) {
    this.uploads = uploads;
    this.scratch = scratch;
  }

  /**
   * Reads the roster of an import.
   *
   * @throws RosterException if it cannot be imported, or is not there any more
   */
  Judgement judge(Import.Upload upload, ReadingOptions options)
      throws IOException, RosterException {
    ScratchFolder folder = new ScratchFolder(scratch);
    folder.clear(); // one import at a time is read here
    Optional<InputStream> stored = uploads.open(upload.key(), upload.version());
    if (stored.isEmpty()) {
      throw new RosterException(RosterException.Code.FILE_GONE);
    }
    Path file = folder.newFile();
    try {
      ContentProbe probe;
      try (InputStream content = stored.get()) {
        probe = ContentProbe.copy(content, file);
      }
      return Roster.judge(file, probe, options);
    } finally {
      Files.delete(file);
    }
  }
}
