package dev.rollbook.directory;

import java.util.Map;

/**
 * A user on its way to another name (SPEC U14).
 *
 * @param id of the user
 * @param from its name
 * @param to its name to be
 * @param revision the {@link User#revision} that it must still have
 * @param renamedFrom the {@link User#renamedFrom} that it is to have
 * @param texts fields that change along, by name: whom it names itself may get other names, too
 */
public record UserMove(
    String id,
    String from,
    String to,
    String revision,
    String renamedFrom,
    Map<String, String> texts) {

  /**
   * Users that move together at most. Each takes two items of a transaction, which may have a
   * hundred, and 4 MB in all.
   */
  public static final int MOST = 50;

  /** Copies the texts. */
  public UserMove {
    texts = Map.copyOf(texts);
  }
}
