package dev.rollbook.directory;

import dev.rollbook.roster.Target;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Memberships (SPEC section 5). */
final class GroupRules {

  private GroupRules() {}

  static void apply(ImportRules rules, Draft draft) {
    if (draft.creates()) { // SPEC G5
      draft.join(rules.defaultGroup());
    }
    importedGroups(rules, draft);
    conditionalGroups(rules, draft);
  }

  /** SPEC G1, G2: the cell is the whole truth for the IMPORT groups, and for no others. */
  private static void importedGroups(ImportRules rules, Draft draft) {
    String cell = draft.cell(Target.Field.GROUPS);
    if (!rules.mapped().contains(Target.Field.GROUPS) || (cell.isEmpty() && !rules.clearEmpty())) {
      return;
    }
    Set<String> wanted = new HashSet<>();
    Separated.values(cell).forEach(name -> wanted.add(Group.importedId(name)));
    wanted.forEach(draft::join);
    draft.storedGroups().stream()
        .filter(Group::isImported)
        .filter(id -> !wanted.contains(id))
        .forEach(draft::leave);
  }

  /**
   * SPEC G4: only a change of the user's properties moves it. A group is left for a condition that
   * the change ceased to meet; whom a person put into a group that it never met, stays.
   */
  private static void conditionalGroups(ImportRules rules, Draft draft) {
    Map<String, String> before = draft.stored().map(User::properties).orElse(Map.of());
    Map<String, String> after = draft.propertiesAfter();
    if (!draft.creates() && after.equals(before)) {
      return;
    }
    for (Group group : rules.conditionalGroups()) {
      if (group.isMetBy(after)) {
        draft.join(group.id());
      } else if (group.conditions().stream()
          .filter(condition -> condition.isMetBy(before) && !condition.isMetBy(after))
          .anyMatch(condition -> removesAutomatically(rules, condition))) {
        draft.leave(group.id());
      }
    }
  }

  private static boolean removesAutomatically(ImportRules rules, Group.Condition condition) {
    Property property = rules.properties().get(condition.property());
    return property != null && property.autoRemove();
  }
}
