package dev.rollbook.reader;

import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a file's format from its content (SPEC R1). */
final class FormatDetection {

  private FormatDetection() {}

  /** The file, ready to be read as what it is. */
  static TableFile open(Path file, ReadingOptions options) throws RosterException, IOException {
    long size = Files.size(file);
    if (size > Limits.FILE_BYTES) {
      throw new RosterException(
          Code.FILE_TOO_LARGE, Long.toString(Limits.FILE_BYTES), Long.toString(size));
    }
    return CsvFile.of(file, CsvFile.encoding(file, options), options);
  }
}
