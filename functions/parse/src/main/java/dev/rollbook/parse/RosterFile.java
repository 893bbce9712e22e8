package dev.rollbook.parse;

import dev.rollbook.imports.Import;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A roster on the function's own disk, for as long as it is read: a workbook needs a file, and each
 * pass starts anew.
 */
final class RosterFile implements AutoCloseable {

  private static final String PREFIX = "roster-";

  private final Path path;

  private RosterFile(Path path) {
    this.path = path;
  }

  /**
   * Fetches the roster of an import.
   *
   * @throws RosterException if it is not there any more
   */
  static RosterFile fetch(ObjectStore uploads, Import.Upload upload, Path scratch)
      throws IOException, RosterException {
    Files.createDirectories(scratch);
    removeLeftOver(scratch);
    Path path = Files.createTempFile(scratch, PREFIX, "");
    Files.delete(path);
    RosterFile file = new RosterFile(path);
    try {
      Optional<InputStream> stored = uploads.open(upload.key(), upload.version());
      if (stored.isPresent()) {
        try (InputStream content = stored.get()) {
          Files.copy(content, path);
        }
        return file;
      }
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
    throw new RosterException(RosterException.Code.FILE_GONE);
  }

  /**
   * One import at a time is read here; a file that is there is of a process that was killed, and
   * may hold passwords.
   */
  private static void removeLeftOver(Path scratch) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(scratch, PREFIX + "*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
