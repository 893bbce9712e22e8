package dev.rollbook.aws;

import dev.rollbook.Json;
import dev.rollbook.Json.MalformedJsonException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Where the next page of a list begins, as text for the caller to hand back. It is bound to its
 * list, tenant included, by a digest. That is no secret: whoever reads this can make a cursor of
 * any parts. It can only ever point into the list that it is used for, and the list checks every
 * part of it before it reads.
 */
final class Cursor {

  /** 64 bits tell a cursor of another list, or rubbish, from one of this list. */
  private static final int SEAL_BYTES = 8;

  private final List<String> list;

  /**
   * Cursors of one list.
   *
   * @param list what tells it from all others, the tenant first
   */
  Cursor(String... list) {
    this.list = List.of(list);
  }

  /** The cursor of a position. */
  String text(String... position) {
    byte[] bytes = Json.bytes(position);
    byte[] sealed = new byte[SEAL_BYTES + bytes.length];
    System.arraycopy(seal(bytes), 0, sealed, 0, SEAL_BYTES);
    System.arraycopy(bytes, 0, sealed, SEAL_BYTES, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /**
   * The position of a cursor.
   *
   * @param parts of a position of this list
   * @throws IllegalArgumentException if it is not a cursor of this list
   */
  List<String> position(String cursor, int parts) {
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(cursor);
      if (sealed.length > SEAL_BYTES) {
        byte[] bytes = new byte[sealed.length - SEAL_BYTES];
        System.arraycopy(sealed, SEAL_BYTES, bytes, 0, bytes.length);
        byte[] seal = new byte[SEAL_BYTES];
        System.arraycopy(sealed, 0, seal, 0, SEAL_BYTES);
        if (MessageDigest.isEqual(seal, seal(bytes))) {
          String[] position = Json.parse(bytes, String[].class);
          if (position != null
              && position.length == parts
              && Arrays.stream(position).allMatch(Objects::nonNull)) {
            return List.of(position);
          }
        }
      }
    } catch (IllegalArgumentException | MalformedJsonException e) {
      throw new IllegalArgumentException(MESSAGE, e);
    }
    throw foreign();
  }

  /** What a list throws that a position cannot be of. */
  static IllegalArgumentException foreign() {
    return new IllegalArgumentException(MESSAGE);
  }

  private static final String MESSAGE =
      "the cursor is not one of this list; use the cursor of the list's previous page as it was"
          + " given, or none for the first page";

  private byte[] seal(byte[] position) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Json.bytes(list));
      digest.update(position);
      byte[] seal = new byte[SEAL_BYTES];
      System.arraycopy(digest.digest(), 0, seal, 0, SEAL_BYTES);
      return seal;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
