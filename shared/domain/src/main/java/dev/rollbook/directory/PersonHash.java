package dev.rollbook.directory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * A hash that two users who are one person have in common: by it a plan tells who looks renamed
 * without holding the e-mail address of everybody (SPEC D7). 64 bits: of a million users who come
 * and a million who go, two that differ have the same once in some ten million imports.
 */
public final class PersonHash {

  /** Of nobody: the user lacks what is compared. */
  public static final long NONE = 0;

  private PersonHash() {}

  /** The hash of an e-mail address, whatever its case. */
  public static long ofEmail(String email) {
    return email.isEmpty() ? NONE : hash(email.toLowerCase(Locale.ROOT));
  }

  /** The hash of a first and last name, both of which have to be there. */
  public static long ofName(String firstName, String lastName) {
    return firstName.isEmpty() || lastName.isEmpty()
        ? NONE
        : hash(firstName.toLowerCase(Locale.ROOT) + "\n" + lastName.toLowerCase(Locale.ROOT));
  }

  private static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
