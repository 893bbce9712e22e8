package dev.rollbook.directory;

import dev.rollbook.roster.CommaList;
import dev.rollbook.roster.Target;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which groups a user is in (SPEC section 5). */
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
    boolean inNone = draft.storedGroups().stream().noneMatch(Group::isImported);
    if (!draft.takes(rules, Target.Field.GROUPS, inNone)
        || (cell.isEmpty() && !draft.clears(rules, Target.Field.GROUPS))) {
      return;
    }
    Set<String> wanted = new HashSet<>();
    CommaList.parts(cell).forEach(name -> wanted.add(Group.importedId(name)));
    wanted.forEach(draft::join);
    draft.storedGroups().stream()
        .filter(Group::isImported)
        .filter(id -> !wanted.contains(id))
        .forEach(draft::leave);
  }

  /** SPEC G4: only a change of the user's properties moves it. */
  private static void conditionalGroups(ImportRules rules, Draft draft) {
    ConditionalGroups groups = new ConditionalGroups(rules.conditionalGroups(), rules.properties());
    Map<String, String> after = draft.propertiesAfter();
    ConditionalGroups.Moves moves =
        draft
            .stored()
            .map(user -> groups.changed(user.properties(), after))
            .orElseGet(() -> groups.created(after));
    moves.join().forEach(draft::join);
    moves.leave().forEach(draft::leave);
  }
}
