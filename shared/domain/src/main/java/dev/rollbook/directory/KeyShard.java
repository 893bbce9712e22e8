package dev.rollbook.directory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.zip.CRC32;

/**
 * Spreads a tenant's users over a fixed number of key shards, and orders them in one as its key
 * order does.
 */
public final class KeyShard {

  /**
   * One partition takes 1,000 write units a second; sixteen take a million new users of one
   * kilobyte in about a minute. The number is part of the stored keys and cannot change.
   */
  public static final int COUNT = 16;

  /** The order of string keys in the store: by their UTF-8 bytes, which Java's own order is not. */
  public static final Comparator<String> ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private KeyShard() {}

  /** The shard of a username, from 0 to {@link #COUNT} less one. */
  public static int of(String username) {
    CRC32 crc = new CRC32();
    crc.update(username.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % COUNT);
  }
}
