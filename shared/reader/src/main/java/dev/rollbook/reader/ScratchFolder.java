package dev.rollbook.reader;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that one roster needs on local disk: the roster itself, runs of its rows, a mended copy
 * of its workbook. Any of them may hold passwords (SPEC A8), so whoever makes one deletes it, and
 * what a killed process left goes before the next roster is read.
 *
 * @param path the folder; one roster at a time is read in it
 */
public record ScratchFolder(Path path) {

  private static final String PREFIX = "roster-";

  /** Removes what a killed process left; makes the folder if there is none. */
  public void clear() throws IOException {
    Files.createDirectories(path);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(path, PREFIX + "*")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  /** Makes an empty file. */
  public Path newFile() throws IOException {
    return Files.createTempFile(path, PREFIX, "");
  }

  /** The folder that a roster's file lies in. */
  static ScratchFolder of(Path file) {
    return new ScratchFolder(file.toAbsolutePath().getParent());
  }
}
