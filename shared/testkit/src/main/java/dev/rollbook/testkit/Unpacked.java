package dev.rollbook.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** What a search for a text has to see of a stored object: gzip would hide it. */
public final class Unpacked {

  private Unpacked() {}

  /** The text of an object, taken for UTF-8, unpacked where it is packed. */
  public static String text(byte[] content) {
    boolean packed =
        content.length > 1
            && (content[0] & 0xff) + ((content[1] & 0xff) << 8) == GZIPInputStream.GZIP_MAGIC;
    return new String(packed ? unpacked(content) : content, StandardCharsets.UTF_8);
  }

  private static byte[] unpacked(byte[] content) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("an object is cut", e);
    }
  }
}
