package dev.rollbook.imports;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the passwords of one import while they wait in row batches (SPEC A8): AES-256-GCM, bound to
 * the import, the batch and the row, so that a sealed password opens nowhere else. Without the key
 * it is of no use to anybody, wherever it still lies. Safe for use by several threads.
 */
public final class PasswordSeal {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;

  /**
   * A random nonce of the 12 bytes that GCM is made for: below 2^32 seals by one key a repeat is
   * out of the question, and an import has no more than a million rows, each sealed a few times.
   */
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  private final String importId;
  private final SecretKeySpec key;

  /**
   * Seals by a key.
   *
   * @param importId whose passwords these are
   * @param key as {@link #newKey} made it
   */
  PasswordSeal(String importId, byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "the key of import %s has %d bytes, not %d".formatted(importId, key.length, KEY_BYTES));
    }
    this.importId = importId;
    this.key = new SecretKeySpec(key, "AES");
  }

  /** A key that nobody has had. */
  static byte[] newKey() {
    return random(KEY_BYTES);
  }

  /** Seals the password of a row. */
  String seal(int batch, int row, String password) {
    byte[] nonce = random(NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, batch, row);
      byte[] sealed = cipher.doFinal(password.getBytes(StandardCharsets.UTF_8));
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CIPHER, e);
    }
  }

  /**
   * Opens the password of a row.
   *
   * @throws IllegalArgumentException if it was not sealed by this key for that row
   */
  String open(int batch, int row, String sealed) {
    try {
      byte[] all = Base64.getDecoder().decode(sealed);
      if (all.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
        throw new AEADBadTagException("too short");
      }
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES), batch, row);
      byte[] password = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
      return new String(password, StandardCharsets.UTF_8);
    } catch (AEADBadTagException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the password of row %d in batch %d of import %s is not sealed by its key"
              .formatted(row, batch, importId),
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CIPHER, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, int batch, int row)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((importId + "/" + batch + "/" + row).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }
}
