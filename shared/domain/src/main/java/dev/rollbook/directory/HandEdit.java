package dev.rollbook.directory;

import java.time.Instant;
import java.util.List;

/**
 * What a person did to a user by hand (SPEC A11).
 *
 * @param at when
 * @param creates whether the user was made by it
 * @param fields the values before and after, with ids of groups
 */
public record HandEdit(Instant at, boolean creates, List<FieldChange> fields) {

  /** Copies the list. */
  public HandEdit {
    fields = List.copyOf(fields);
  }
}
