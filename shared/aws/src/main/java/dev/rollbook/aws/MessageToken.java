package dev.rollbook.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The ids and groups of messages, for which SQS takes 128 letters, digits and signs of ASCII. */
final class MessageToken {

  private static final Pattern TAKEN = Pattern.compile("[!-~]{1,128}");

  private MessageToken() {}

  /** A text as it is where SQS takes it, else its digest. */
  static String of(String text) {
    return TAKEN.matcher(text).matches() ? text : digest(text);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
