package dev.rollbook.directory;

import dev.rollbook.roster.CommaList;
import dev.rollbook.roster.Target;

/** Tags and access, which are given and never taken (SPEC U8). */
final class GrantRules {

  private GrantRules() {}

  static void apply(ImportRules rules, Draft draft) {
    if (!draft.isKept(rules, Target.Field.TAGS.text())) {
      rules.tags().forEach(draft::tag);
    }
    boolean untagged = draft.stored().map(user -> user.tags().isEmpty()).orElse(true);
    if (draft.takes(rules, Target.Field.TAGS, untagged)) {
      CommaList.parts(draft.cell(Target.Field.TAGS)).forEach(draft::tag);
    }
    if (!draft.isKept(rules, User.ACCESS)) {
      rules.access().forEach(draft::grant);
    }
  }
}
