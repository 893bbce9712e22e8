package dev.rollbook.directory;

import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import java.util.Map;
import java.util.function.Function;

/** The plain text fields (SPEC U4, U9). */
final class FieldRules {

  private static final Map<Target, Function<User, String>> FIELDS =
      Map.of(
          Target.Field.EMAIL, User::email,
          Target.Field.FIRST_NAME, User::firstName,
          Target.Field.LAST_NAME, User::lastName,
          Target.Field.PHONE, User::phone,
          Target.Field.LANGUAGE, User::language);

  private FieldRules() {}

  static void apply(ImportRules rules, Draft draft) {
    FIELDS.forEach(
        (target, value) -> {
          String before = draft.stored().map(value).orElse("");
          if (draft.takes(rules, target, before.isEmpty()) && !isRefused(draft.row(), target)) {
            String cell = draft.cell(target);
            if (!cell.isEmpty() || draft.clears(rules, target)) {
              draft.set(target.text(), before, cell);
            }
          }
        });
  }

  /** Whether reading found the cell of a target not fit to be taken (SPEC U9). */
  private static boolean isRefused(RosterRow row, Target target) {
    return row.findings().stream()
        .anyMatch(
            finding ->
                finding.code() == FindingCode.INVALID_EMAIL
                    && finding.field().equals(target.text()));
  }
}
