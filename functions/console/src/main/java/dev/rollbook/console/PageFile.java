package dev.rollbook.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the console as it is sent.
 *
 * @param type what its {@code Content-Type} is
 * @param plain its bytes
 * @param gzipped the same for whoever takes gzip, or the plain bytes where that saves nothing
 * @param tag its {@code ETag}, quotes included
 */
@SuppressWarnings("ArrayRecordComponent") // Sent along, never compared.
record PageFile(String type, byte[] plain, byte[] gzipped, String tag) {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "md", "text/plain; charset=utf-8");

  /** A file with these bytes; what it is, its name's ending tells. */
  static PageFile of(String name, byte[] plain) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    byte[] gzipped = gzip(plain);
    return new PageFile(
        TYPES.getOrDefault(ending, "text/plain; charset=utf-8"),
        plain,
        gzipped.length < plain.length ? gzipped : plain,
        '"' + hex(sha256(plain)) + '"');
  }

  /** Whether the bytes for those who take gzip differ from the plain ones. */
  boolean isSmaller() {
    return gzipped.length < plain.length;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The first 64 bits, as names and tags carry them: no two files of a jar share them. */
  static String hex(byte[] digest) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      text.append("%02x".formatted(digest[i]));
    }
    return text.toString();
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return out.toByteArray();
  }
}
