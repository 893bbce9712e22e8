package dev.rollbook.webhooks;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets as Standard Webhooks writes them: {@code whsec_} and Base64 of 24 to 64 bytes. */
public final class WebhookSecret {

  /** What every secret begins with. */
  public static final String PREFIX = "whsec_";

  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;
  private static final int NEW_BYTES = 32;

  private WebhookSecret() {}

  /** A new one. */
  public static String generate(SecureRandom random) {
    byte[] bytes = new byte[NEW_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /** Whether a text is one. */
  public static boolean isOne(String text) {
    if (!text.startsWith(PREFIX)) {
      return false;
    }
    try {
      int bytes = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
      return bytes >= LEAST_BYTES && bytes <= MOST_BYTES;
    } catch (IllegalArgumentException e) {
      return false; // not Base64
    }
  }
}
