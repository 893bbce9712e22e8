package dev.rollbook.directory;

import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;
import java.util.function.Function;
import java.util.function.Predicate;

/** Supervisor and second supervisor (SPEC U7). */
final class SupervisorRules {

  private SupervisorRules() {}

  static void apply(ImportRules rules, Predicate<String> userExists, Draft draft) {
    apply(
        rules,
        Target.Field.SUPERVISOR,
        User::supervisor,
        rules.defaultSupervisor(),
        userExists,
        draft);
    apply(
        rules,
        Target.Field.SECOND_SUPERVISOR,
        User::secondSupervisor,
        rules.defaultSecondSupervisor(),
        userExists,
        draft);
  }

  private static void apply(
      ImportRules rules,
      Target target,
      Function<User, String> value,
      String tenantDefault,
      Predicate<String> userExists,
      Draft draft) {
    String before = draft.stored().map(value).orElse("");
    if (!draft.takes(rules, target, before.isEmpty())) {
      return;
    }
    String cell = draft.cell(target);
    String username = draft.row().username();
    // A default that is the user itself would make it its own supervisor.
    String fallback = tenantDefault.equals(username) ? "" : tenantDefault;
    if (cell.isEmpty()) {
      if (draft.clears(rules, target)) {
        draft.set(target.text(), before, "");
      }
    } else if (cell.equals(username)) {
      draft.set(target.text(), before, fallback);
      draft.warn(FindingCode.SUPERVISOR_SELF, target, fallback);
    } else if (isCreated(rules, target, draft)
        || draft.row().formerly().containsKey(target.text())
        || userExists.test(cell)) {
      draft.set(target.text(), before, cell);
    } else {
      draft.set(target.text(), before, fallback);
      draft.warn(FindingCode.SUPERVISOR_UNKNOWN, target, cell, fallback);
    }
  }

  /** Whether the roster creates whom the cell names: not where it creates nobody (SPEC U12). */
  private static boolean isCreated(ImportRules rules, Target target, Draft draft) {
    return rules.modes().createsUsers() && draft.row().rosterSupervisors().contains(target.text());
  }
}
