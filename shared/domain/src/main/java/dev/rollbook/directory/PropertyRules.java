package dev.rollbook.directory;

import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;
import java.util.Comparator;

/** The tenant's own properties (SPEC U5). */
final class PropertyRules {

  private PropertyRules() {}

  static void apply(ImportRules rules, Draft draft) {
    // Sorted, so that the same row gives its warnings in the same order in every process.
    rules.mapped().stream()
        .filter(Target.Property.class::isInstance)
        .map(Target.Property.class::cast)
        .sorted(Comparator.comparing(Target.Property::name))
        .forEach(target -> apply(rules, rules.properties().get(target.name()), target, draft));
  }

  private static void apply(
      ImportRules rules, Property property, Target.Property target, Draft draft) {
    String before =
        draft.stored().map(user -> user.properties().getOrDefault(target.name(), "")).orElse("");
    if (!draft.takes(rules, target, before.isEmpty())) {
      return;
    }
    String cell = draft.cell(target);
    if (cell.isEmpty()) {
      if (draft.clears(rules, target)) {
        draft.set(target.text(), before, "");
      }
    } else if (property.type() == Property.Type.INPUT || property.options().contains(cell)) {
      draft.set(target.text(), before, cell);
    } else {
      String first = property.options().isEmpty() ? "" : property.options().get(0);
      draft.set(target.text(), before, first);
      draft.warn(FindingCode.OPTION_UNKNOWN, target, cell, first);
    }
  }
}
