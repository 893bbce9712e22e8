package dev.rollbook.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks at a roster's bytes as they pass on their way to the local disk, for what only all of them
 * tell (SPEC R2), so that the file is not read once more for that. Not thread-safe.
 */
public final class ContentProbe {

  private static final int BUFFER = 64 << 10;

  private final Utf8Validity utf8 = new Utf8Validity();

  private ContentProbe() {}

  /**
   * Writes a stream to a file and looks at what it writes.
   *
   * @param content is read to its end and not closed
   * @param to is made, or replaced
   */
  public static ContentProbe copy(InputStream content, Path to) throws IOException {
    try (OutputStream file = Files.newOutputStream(to)) {
      return look(content, file);
    }
  }

  /** Looks at a file that is there. */
  public static ContentProbe of(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file, StandardOpenOption.READ)) {
      return look(content, OutputStream.nullOutputStream());
    }
  }

  private static ContentProbe look(InputStream content, OutputStream to) throws IOException {
    ContentProbe probe = new ContentProbe();
    byte[] bytes = new byte[BUFFER];
    for (int count = content.read(bytes); count >= 0; count = content.read(bytes)) {
      to.write(bytes, 0, count);
      probe.utf8.take(bytes, count);
    }
    probe.utf8.endLine();
    return probe;
  }

  /** Lines beyond ASCII that are UTF-8. */
  long utf8Lines() {
    return utf8.valid();
  }

  /** Lines beyond ASCII that are not UTF-8. */
  long otherLines() {
    return utf8.invalid();
  }
}
