package dev.rollbook.finalize;

import dev.rollbook.directory.Users;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Tally;
import dev.rollbook.renames.UserRenamer;

/**
 * Users who got other names by an import that ends without all its rows: they have them already,
 * whatever became of the rows, and are counted (SPEC A6).
 */
final class RenamedUsers {

  private final Users users;
  private final Buckets buckets;

  RenamedUsers(Users users, Buckets buckets) {
    this.users = users;
    this.buckets = buckets;
  }

  /**
   * What is known of an import, with the users whom no row of it tells to be renamed.
   *
   * @param known how the rows ended that are settled
   */
  Tally with(Import failing, Tally known) {
    return failing.options().dryRun()
        ? known
        : buckets
            .files(failing)
            .renames()
            .map(renames -> UserRenamer.made(users, failing.tenant(), renames))
            .map(known::withRenamed)
            .orElse(known);
  }
}
