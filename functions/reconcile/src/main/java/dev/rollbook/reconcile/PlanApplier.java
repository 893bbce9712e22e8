package dev.rollbook.reconcile;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PasswordHasher;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.PasswordKey;
import dev.rollbook.imports.PasswordSeal;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.UnlistedUser;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what a plan says, each user once for an import, however often it is done (SPEC A6). */
final class PlanApplier {

  private final Users users;
  private final Buckets buckets;
  private final PasswordHasher hasher;
  private final Clock clock;

  PlanApplier(Users users, Buckets buckets, PasswordHasher hasher, Clock clock) {
    this.users = users;
    this.buckets = buckets;
    this.hasher = hasher;
    this.clock = clock;
  }

  /**
   * Applies a plan.
   *
   * @param batch as it came, for its passwords
   * @param plan what to do
   * @param again whether an earlier try may have applied some of it
   * @return the rows as they ended
   */
  List<PlannedRow> apply(
      Import running, RowBatch batch, List<PlannedRow> plan, boolean again, Meter meter) {
    List<PlannedRow> writing = plan.stream().filter(PlannedRow::writes).toList();
    if (writing.isEmpty()) {
      return plan;
    }
    Map<String, User> before = again ? storedWithPassword(running, writing, meter) : Map.of();
    List<PlannedRow> setting =
        writing.stream().filter(row -> setsPassword(running, row, before)).toList();
    Map<Integer, String> passwords = passwords(running, batch, setting);
    List<UserWrite> writes = new ArrayList<>();
    Map<String, Written> written = new HashMap<>();
    for (PlannedRow row : writing) {
      if (!setsPassword(running, row, before)) {
        writes.add(write(batch, row, ""));
      } else if (passwords.containsKey(row.row())) {
        String hash = hasher.hash(passwords.get(row.row()));
        writes.add(write(batch, row, hash));
      }
    }
    if (!writes.isEmpty()) {
      Turn turn = new Turn(running.importId(), running.turn());
      written.putAll(users.write(running.tenant(), turn, writes, clock.instant(), meter));
    }
    return plan.stream().map(row -> row.writes() ? ended(running, row, written) : row).toList();
  }

  /**
   * Lets users stay that were about to leave (SPEC D10). Who is gone or was written by a later turn
   * is left as it is.
   */
  void keep(Import running, RowBatch batch, List<UnlistedUser> staying, Meter meter) {
    if (!staying.isEmpty()) {
      Turn turn = new Turn(running.importId(), running.turn());
      users.write(
          running.tenant(),
          turn,
          staying.stream()
              .map(
                  user ->
                      UserWrite.update(user.username(), user.change(), "")
                          .ifStill(running.links().isDerived() ? user.revision() : "")
                          .ofBatch(batch.batch()))
              .toList(),
          clock.instant(),
          meter);
    }
  }

  /** A hash costs more than anything else here: not for a user that an earlier try has written. */
  private Map<String, User> storedWithPassword(
      Import running, List<PlannedRow> writing, Meter meter) {
    List<String> names =
        writing.stream().filter(row -> row.change().password()).map(PlannedRow::username).toList();
    return names.isEmpty() ? Map.of() : users.find(running.tenant(), names, meter);
  }

  /** Whether a row's password is to be hashed: not where an earlier try has written the user. */
  private static boolean setsPassword(Import running, PlannedRow row, Map<String, User> before) {
    return row.change().password() && !isWrittenBy(running, before.get(row.username()));
  }

  private static boolean isWrittenBy(Import running, User user) {
    return user != null && user.lastImportId().equals(running.importId());
  }

  /** The passwords that these rows set, by row; the key is asked for only if there are any. */
  private Map<Integer, String> passwords(Import running, RowBatch batch, List<PlannedRow> setting) {
    Map<Integer, String> passwords = new HashMap<>();
    if (!setting.isEmpty()) {
      Optional<PasswordSeal> seal =
          batch.sealed() ? PasswordKey.of(running, buckets).seal() : Optional.empty();
      for (PlannedRow row : setting) {
        batch.password(row.row(), seal).ifPresent(password -> passwords.put(row.row(), password));
      }
    }
    return passwords;
  }

  /**
   * A change is written only where its user is as the plan saw it: whoever edits it by hand in
   * between comes after the import, and the rules have not seen what came of that.
   */
  private static UserWrite write(RowBatch batch, PlannedRow row, String hash) {
    UserWrite write =
        row.outcome() == Outcome.CREATED
            ? UserWrite.create(row.username(), row.change(), hash)
            : UserWrite.update(row.username(), row.change(), hash).ifStill(row.revision());
    return write.ofBatch(batch.batch());
  }

  private static PlannedRow ended(Import running, PlannedRow row, Map<String, Written> written) {
    if (!written.containsKey(row.username())) {
      return row.left(
          RowPlanner.givenUp()); // its password is gone with the roster, or with its key
    }
    return switch (written.get(row.username())) {
      case DONE, BEFORE -> row;
      case CONFLICT ->
          row.left(
              running.links().isDerived()
                  ? RowPlanner.changedSince()
                  : Finding.of(FindingCode.PROCESSING_FAILED, "", "CONFLICT"));
      case REFUSED -> row.left(Finding.of(FindingCode.PROCESSING_FAILED, "", "REFUSED"));
    };
  }
}
