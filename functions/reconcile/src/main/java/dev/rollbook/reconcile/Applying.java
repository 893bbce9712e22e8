package dev.rollbook.reconcile;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PasswordHasher;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import dev.rollbook.imports.Import;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes what a plan says, each user once for an import, however often it is done (SPEC A6). */
final class Applying {

  private final Users users;
  private final PasswordHasher hasher;
  private final Clock clock;

  Applying(Users users, PasswordHasher hasher, Clock clock) {
    this.users = users;
    this.hasher = hasher;
    this.clock = clock;
  }

  /**
   * Applies a plan.
   *
   * @param rows as they came, for their passwords
   * @param plan what to do
   * @param again whether an earlier try may have applied some of it
   * @return the rows as they ended
   */
  List<PlannedRow> apply(
      Import running, List<RosterRow> rows, List<PlannedRow> plan, boolean again, Meter meter) {
    List<PlannedRow> writing = plan.stream().filter(PlannedRow::writes).toList();
    if (writing.isEmpty()) {
      return plan;
    }
    // A hash costs more than anything else here: not for a user that an earlier try has written.
    Map<String, User> before =
        again
            ? users.find(
                running.tenant(), writing.stream().map(PlannedRow::username).toList(), meter)
            : Map.of();
    Map<Integer, RosterRow> byNumber =
        rows.stream().collect(Collectors.toMap(RosterRow::number, Function.identity()));
    List<UserWrite> writes =
        writing.stream()
            .map(
                row ->
                    new UserWrite(
                        row.username(),
                        row.outcome() == Outcome.CREATED,
                        row.change(),
                        row.change().password()
                                && !writtenBefore(running, before.get(row.username()))
                            ? hasher.hash(password(byNumber.get(row.row())))
                            : ""))
            .toList();
    Map<String, Written> written =
        users.write(running.tenant(), running.importId(), writes, again, clock.instant(), meter);
    return plan.stream()
        .map(row -> row.writes() ? ended(row, written.get(row.username())) : row)
        .toList();
  }

  private static boolean writtenBefore(Import running, User user) {
    return user != null && user.lastImportId().equals(running.importId());
  }

  private static String password(RosterRow row) {
    return row.values().get(Target.Field.PASSWORD.text());
  }

  private static PlannedRow ended(PlannedRow row, Written written) {
    return switch (written) {
      case DONE, BEFORE -> row;
      case CONFLICT -> row.failed(Finding.of(FindingCode.PROCESSING_FAILED, "", "CONFLICT"));
      case REFUSED -> row.failed(Finding.of(FindingCode.PROCESSING_FAILED, "", "REFUSED"));
    };
  }
}
