package dev.rollbook.directory;

import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;

/** The initial password (SPEC U6). */
final class PasswordRules {

  private PasswordRules() {}

  static void apply(ImportRules rules, Draft draft) {
    if (!rules.mapped().contains(Target.Field.PASSWORD)
        || draft.cell(Target.Field.PASSWORD).isEmpty()) {
      return;
    }
    boolean has =
        draft.stored().map(user -> user.passwordSetBy() != User.PasswordSetBy.NOBODY).orElse(false);
    if (has) {
      draft.warn(FindingCode.PASSWORD_KEPT, Target.Field.PASSWORD);
    } else {
      draft.setPassword();
    }
  }
}
