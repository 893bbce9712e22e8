package dev.rollbook.aws;

import java.security.SecureRandom;
import java.util.Base64;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What tells an edit of a user by hand from the one before ({@link UserItem#EDIT}). */
final class EditToken {

  /** 48 bits: edits of one user by chance alike would have to follow each other. */
  private static final int BYTES = 6;

  /** Secure for one reason: it is not the same in every function started from a snapshot. */
  private static final SecureRandom RANDOM = new SecureRandom();

  private EditToken() {}

  static AttributeValue next() {
    byte[] token = new byte[BYTES];
    RANDOM.nextBytes(token);
    return Values.text(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }
}
