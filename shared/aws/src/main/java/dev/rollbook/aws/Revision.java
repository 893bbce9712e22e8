package dev.rollbook.aws;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells one state of a user from all others: the turn that wrote it last and the edit by hand that
 * did. Each write of a turn raises the one, which it stores anyway, and each edit replaces the
 * other.
 *
 * @param turn the number of the turn, empty for none
 * @param edit the edit's token, empty for none
 */
record Revision(String turn, String edit) {

  private static final String SEPARATOR = "/";

  /** 48 bits: edits of one user by chance alike would have to follow each other. */
  private static final int TOKEN_BYTES = 6;

  /** Secure for one reason: it is not the same in every function started from a snapshot. */
  private static final SecureRandom RANDOM = new SecureRandom();

  static Revision of(Map<String, AttributeValue> item) {
    AttributeValue turn = item.get(UserItem.TURN);
    return new Revision(turn == null ? "" : turn.n(), Values.text(item, UserItem.EDIT));
  }

  /** The revision of a text; one that no user can have, if the text is none. */
  static Revision parse(String text) {
    int end = text.indexOf(SEPARATOR);
    return end >= 0 && text.substring(0, end).chars().allMatch(c -> c >= '0' && c <= '9')
        ? new Revision(text.substring(0, end), text.substring(end + 1))
        : new Revision("", SEPARATOR + text);
  }

  String text() {
    return turn + SEPARATOR + edit;
  }

  /** A new edit's token. */
  static AttributeValue token() {
    byte[] token = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(token);
    return Values.text(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  /** The condition that a user still has it. */
  String condition(UpdateClauses words) {
    String sameTurn =
        turn.isEmpty()
            ? words.isMissing(UserItem.TURN)
            : words.is(UserItem.TURN, AttributeValue.fromN(turn));
    String sameEdit =
        edit.isEmpty()
            ? words.isMissing(UserItem.EDIT)
            : words.is(UserItem.EDIT, Values.text(edit));
    return sameTurn + " AND " + sameEdit;
  }
}
