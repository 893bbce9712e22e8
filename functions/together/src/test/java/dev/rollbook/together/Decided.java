package dev.rollbook.together;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import java.util.Set;

/**
 * What is to become of a row.
 *
 * @param row its number, 0 for none
 * @param username whom it names
 * @param counted how it counts
 * @param before the user as the row is planned by; none where that does not matter
 * @param after the user afterwards; the stored one where nothing changes
 * @param warnings how many
 * @param tells the occasions on which its user is told
 */
@RecordBuilder
record Decided(
    int row,
    String username,
    Counted counted,
    Optional<ModelUser> before,
    ModelUser after,
    int warnings,
    Set<String> tells) {

  /** How a row counts. */
  enum Counted {
    CREATED,
    UPDATED,
    UNCHANGED,
    SKIPPED,
    FAILED,
    DUPLICATE,
    BLANK
  }

  static Decided without(int row, String username, Counted counted) {
    return DecidedBuilder.builder()
        .row(row)
        .username(username)
        .counted(counted)
        .before(Optional.empty())
        .after(new ModelUser())
        .tells(Set.of())
        .build();
  }

  /** A row that fails, with what its cells are warned of all the same. */
  static Decided failed(int row, String username, int warnings) {
    return without(row, username, Counted.FAILED).with().warnings(warnings).build();
  }

  boolean reactivates() {
    return writes() && before.filter(user -> !user.active).isPresent() && after.active;
  }

  boolean setsPassword() {
    return writes() && !after.hash.isEmpty() && before.filter(u -> !u.hash.isEmpty()).isEmpty();
  }

  /** The same, changed in some parts. */
  DecidedBuilder with() {
    return DecidedBuilder.from(this);
  }

  /** The same by another import. */
  Decided by(String importId) {
    return writes() ? with().after(after.copyBy(importId)).build() : this;
  }

  /** The same of a user that gets another name: it is written, whatever else changes (U14). */
  Decided renaming(String importId) {
    return with().counted(Counted.UPDATED).after(after.copyBy(importId)).build();
  }

  boolean writes() {
    return counted == Counted.CREATED || counted == Counted.UPDATED;
  }
}
