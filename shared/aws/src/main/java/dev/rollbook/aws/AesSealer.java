package dev.rollbook.aws;

import dev.rollbook.webhooks.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals with AES-256-GCM under a key that lies elsewhere than what it seals. The tenant's name is
 * bound in, so that nobody's secret opens as another's. Safe for use by several threads.
 */
public final class AesSealer implements Sealer {

  private static final String VERSION = "v1.";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * Seals under a key.
   *
   * @param keyText a text that nobody can guess, of any length
   */
  public AesSealer(String keyText) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(keyText.getBytes(StandardCharsets.UTF_8));
      this.key = new SecretKeySpec(bytes, "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String seal(String tenant, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] text =
          cipher(Cipher.ENCRYPT_MODE, nonce, tenant)
              .doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + text.length);
      System.arraycopy(text, 0, sealed, NONCE_BYTES, text.length);
      return VERSION + Base64.getEncoder().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  @Override
  public String open(String tenant, String sealed) {
    if (!sealed.startsWith(VERSION)) {
      throw new IllegalArgumentException("this is not sealed in a known way");
    }
    byte[] bytes = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
    if (bytes.length < NONCE_BYTES) {
      throw new IllegalArgumentException("what is sealed is not whole");
    }
    try {
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), tenant)
              .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return new String(text, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it does not open with this key for this tenant", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String tenant) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(tenant.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
