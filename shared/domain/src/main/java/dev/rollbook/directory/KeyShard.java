package dev.rollbook.directory;

import java.nio.charset.StandardCharsets;
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
  public static final Comparator<String> ORDER = KeyShard::compare;

  /** The order of a tenant's users: shard by shard, in each as its keys are. */
  public static final Comparator<String> SHARDED =
      Comparator.comparingInt(KeyShard::of).thenComparing(ORDER);

  private KeyShard() {}

  /** By code points, which is the order of their UTF-8 bytes; a surrogate is of the highest. */
  private static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean high = Character.isSurrogate(x);
        return high == Character.isSurrogate(y) ? x - y : high ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  /** The shard of a row: of its username, or where that cannot be read, of its number. */
  public static int ofRow(String username, int row) {
    return username.isEmpty() ? row % COUNT : of(username);
  }

  /** The shard of a username, from 0 to {@link #COUNT} less one. */
  public static int of(String username) {
    CRC32 crc = new CRC32();
    crc.update(username.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % COUNT);
  }
}
