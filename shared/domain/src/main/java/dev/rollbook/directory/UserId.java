package dev.rollbook.directory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * Makes the id of a user from what never changes of it: its tenant, the name it was created by, and
 * when that was (SPEC U14). So an id need not be stored before its user gets another name, and a
 * user that was stored before there were ids has always had one.
 */
public final class UserId {

  /** The digits of ULIDs. */
  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

  private static final int LENGTH = 26;
  private static final int BITS_OF_DIGIT = 5;
  private static final int RANDOM_BYTES = 10;

  private UserId() {}

  /**
   * The id of a user, in the form of a ULID: 48 bits of time, then 80 bits that differ from user to
   * user.
   *
   * @param username by which it was created
   */
  public static String of(String tenant, String username, Instant createdAt) {
    MessageDigest digest = sha256();
    for (String part : new String[] {tenant, username, createdAt.toString()}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    ByteBuffer random = ByteBuffer.wrap(digest.digest(), 0, RANDOM_BYTES);
    long high = createdAt.toEpochMilli() << Short.SIZE | (random.getShort() & 0xFFFFL);
    return text(high, random.getLong());
  }

  private static String text(long highBits, long lowBits) {
    long high = highBits;
    long low = lowBits;
    char[] text = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS[(int) (low & (DIGITS.length - 1))];
      low = low >>> BITS_OF_DIGIT | high << (Long.SIZE - BITS_OF_DIGIT);
      high >>>= BITS_OF_DIGIT;
    }
    return new String(text);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
