package dev.rollbook.directory;

import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rules of SPEC section 4 and 5 as one pure function: frozen rules + stored user + row give the
 * change and its warnings. Each group of rules has a class of its own, which {@link #plan} calls in
 * the order of the SPEC.
 */
public final class RowPlanner {

  private final ImportRules rules;
  private final Predicate<String> userExists;

  /**
   * A planner for the rows of one import.
   *
   * @param rules frozen at the import's start
   * @param userExists whether the tenant has a user of that name, active or not; asked for
   *     supervisors only
   */
  public RowPlanner(ImportRules rules, Predicate<String> userExists) {
    this.rules = rules;
    this.userExists = userExists;
  }

  /**
   * Decides what becomes of a row.
   *
   * @param row as read
   * @param stored the user of the row's username, if the tenant has it
   */
  public PlannedRow plan(RosterRow row, Optional<User> stored) {
    return switch (row.verdict()) {
      case FAIL -> settled(row, Outcome.FAILED, row.findings());
      case DUPLICATE -> settled(row, Outcome.DUPLICATE, List.of());
      case SKIP -> settled(row, Outcome.SKIPPED, List.of());
      case APPLY ->
          rules.modes().leavers()
              ? leaver(row, stored)
              : rules.modes().skips(stored.isPresent())
                  ? settled(row, Outcome.SKIPPED, List.of())
                  : apply(row, stored);
    };
  }

  /** Whom it names is put out, if at all, by {@link UnlistedRules}; the row writes nothing. */
  private static PlannedRow leaver(RosterRow row, Optional<User> stored) {
    return settled(row, stored.isPresent() ? Outcome.UNCHANGED : Outcome.SKIPPED, List.of());
  }

  /**
   * What becomes of a row that nobody could apply (SPEC A6). What reading had decided about it
   * stands.
   */
  public static PlannedRow unprocessed(RosterRow row) {
    return unapplied(row, givenUp());
  }

  /**
   * What becomes of a row that is not to be applied. What reading had decided about it stands.
   *
   * @param why what is found of it if it is sound
   */
  public static PlannedRow unapplied(RosterRow row, Finding why) {
    return switch (row.verdict()) {
      case FAIL -> settled(row, Outcome.FAILED, row.findings());
      case DUPLICATE -> settled(row, Outcome.DUPLICATE, List.of());
      case SKIP -> settled(row, Outcome.SKIPPED, List.of());
      case APPLY -> left(row, List.of(why));
    };
  }

  /** The finding of a sound row that was tried as often as it may be. */
  public static Finding givenUp() {
    return Finding.of(FindingCode.PROCESSING_FAILED, "", "GIVEN_UP");
  }

  /** The finding of a sound row whose import was cancelled before its turn (SPEC S8). */
  public static Finding cancelled() {
    return Finding.of(FindingCode.CANCELLED, "");
  }

  /** The finding of a user that is not as a stored plan knows it (SPEC S10, S11). */
  public static Finding changedSince() {
    return Finding.of(FindingCode.CHANGED_SINCE, "");
  }

  private PlannedRow apply(RosterRow row, Optional<User> stored) {
    Draft draft = new Draft(row, stored);
    stored.ifPresent(
        user -> {
          draft.set(UserChange.LEAVING_AT, user.leavingDay(), ""); // SPEC D10
          if (user.status() == User.Status.INACTIVE) { // SPEC U2
            draft.set(UserChange.STATUS, user.status().name(), User.Status.ACTIVE.name());
          }
        });
    String oldUsername = formerUsername(row);
    if (stored.isPresent() && !oldUsername.isEmpty()) { // SPEC U14
      draft.set(UserChange.USERNAME, oldUsername, row.username());
    }
    FieldRules.apply(rules, draft);
    PropertyRules.apply(rules, draft);
    SupervisorRules.apply(rules, userExists, draft);
    PasswordRules.apply(rules, draft);
    GrantRules.apply(rules, draft);
    GroupRules.apply(rules, draft);
    draft.list(rules.modes().list());
    List<Finding> over = draft.overLimit();
    if (over.isEmpty()) {
      return draft.planned();
    }
    // What the rules warned of did not happen; what reading found stands (SPEC A3).
    List<Finding> findings = new ArrayList<>(row.findings());
    findings.addAll(over);
    PlannedRow left = left(row, findings);
    return left.renames() ? stored.map(left::seeing).orElse(left) : left;
  }

  /** What the user was called before the roster's renames, empty if it was not renamed. */
  private static String formerUsername(RosterRow row) {
    return row.formerly().getOrDefault(UserChange.USERNAME, "");
  }

  /**
   * A sound row that is not applied. If its user has got another name already, that is what it did,
   * and why it did no more is a warning.
   */
  private static PlannedRow left(RosterRow row, List<Finding> why) {
    String before = formerUsername(row);
    if (before.isEmpty()) {
      return settled(row, Outcome.FAILED, why);
    }
    UserChange rename = UserChange.rename(before, row.username());
    return PlannedRow.of(row.number(), row.username(), Outcome.UPDATED)
        .with()
        .change(rename)
        .findings(why.stream().map(Finding::warning).toList())
        .build();
  }

  private static PlannedRow settled(RosterRow row, Outcome outcome, List<Finding> findings) {
    return PlannedRow.of(row.number(), row.username(), outcome).with(findings);
  }
}
