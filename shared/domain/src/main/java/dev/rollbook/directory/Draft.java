package dev.rollbook.directory;

import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A row's change while the rules put it together. */
final class Draft {

  private final RosterRow row;
  private final Optional<User> stored;
  private final List<Finding> findings;
  private final Map<String, UserChange.Text> fields = new TreeMap<>();
  private final Set<String> join = new TreeSet<>();
  private final Set<String> leave = new TreeSet<>();
  private final Set<String> tags = new TreeSet<>();
  private final List<Access> access = new ArrayList<>();
  private boolean password;

  Draft(RosterRow row, Optional<User> stored) {
    this.row = row;
    this.stored = stored;
    this.findings = new ArrayList<>(row.findings());
  }

  RosterRow row() {
    return row;
  }

  Optional<User> stored() {
    return stored;
  }

  boolean creates() {
    return stored.isEmpty();
  }

  /** The row's cell for a target, empty if the cell or its column is. */
  String cell(Target target) {
    return row.values().getOrDefault(target.text(), "");
  }

  /** Whether an empty cell clears the target: not one that the row does not have (SPEC R4, U4). */
  boolean clears(ImportRules rules, Target target) {
    return rules.clearEmpty() && !row.missing().contains(target.text());
  }

  /**
   * Whether a cell of the target may be taken: with {@code fillEmpty} not where a known user has a
   * value (SPEC U12), and not where a person's change is kept (SPEC U13).
   *
   * @param isEmpty whether the user has no value there
   */
  boolean takes(ImportRules rules, Target target, boolean isEmpty) {
    return rules.mapped().contains(target)
        && (creates() || isEmpty || !rules.modes().fillsOnly())
        && !isKept(rules, target.text());
  }

  /** Whether a field is to be left as a person left it (SPEC U13). */
  boolean isKept(ImportRules rules, String field) {
    return stored.filter(user -> rules.modes().keeps(user, field)).isPresent();
  }

  /** A field that is overwritten is not as a person left it any more (SPEC U13). */
  private void overwritten(String field) {
    if (stored.filter(user -> user.handEdited().contains(field)).isPresent()) {
      fields.put(UserChange.HAND_EDITED_PREFIX + field, new UserChange.Text(field, ""));
    }
  }

  void warn(FindingCode code, Target target, String... arguments) {
    findings.add(Finding.of(code, target.text(), arguments));
  }

  /** Changes a text, if that changes anything. */
  void set(String field, String before, String after) {
    if (!before.equals(after)) {
      fields.put(field, new UserChange.Text(before, after));
      overwritten(field);
    }
  }

  /** The user remembers the list that names it (SPEC D8). */
  void list(String name) {
    if (!name.isEmpty() && stored.filter(user -> user.lists().contains(name)).isEmpty()) {
      fields.put(UserChange.LIST_PREFIX + name, new UserChange.Text("", name));
    }
  }

  void setPassword() {
    password = true;
  }

  void tag(String tag) {
    if (stored.map(user -> !user.tags().contains(tag)).orElse(true)) {
      tags.add(tag);
      overwritten(Target.Field.TAGS.text());
    }
  }

  void grant(Access granted) {
    boolean has = stored.map(user -> user.access().contains(granted)).orElse(false);
    if (!has && !access.contains(granted)) {
      access.add(granted);
      overwritten(User.ACCESS);
    }
  }

  Set<String> storedGroups() {
    return stored.map(User::groups).orElse(Set.of());
  }

  void join(String group) {
    if (!storedGroups().contains(group)) {
      join.add(group);
    }
  }

  void leave(String group) {
    if (storedGroups().contains(group)) {
      leave.add(group);
    }
  }

  /** The user's properties as the row leaves them. */
  Map<String, String> propertiesAfter() {
    Map<String, String> after = new HashMap<>(stored.map(User::properties).orElse(Map.of()));
    fields.forEach(
        (field, text) -> {
          if (field.startsWith(Target.PROPERTY_PREFIX)) {
            String name = field.substring(Target.PROPERTY_PREFIX.length());
            if (text.after().isEmpty()) {
              after.remove(name);
            } else {
              after.put(name, text.after());
            }
          }
        });
    return after;
  }

  /** The failures of a user that would end over a limit (SPEC section 10); empty if it does not. */
  List<Finding> overLimit() {
    List<Finding> over = new ArrayList<>();
    Set<String> groups = new HashSet<>(storedGroups());
    groups.removeAll(leave);
    groups.addAll(join);
    if (!join.isEmpty() && groups.size() > Limits.GROUPS_PER_USER) {
      over.add(
          tooMany(
              FindingCode.TOO_MANY_GROUPS,
              Target.Field.GROUPS,
              Limits.GROUPS_PER_USER,
              groups.size()));
    }
    int tagCount = stored.map(user -> user.tags().size()).orElse(0) + tags.size();
    if (!tags.isEmpty() && tagCount > Limits.TAGS_PER_USER) {
      over.add(
          tooMany(FindingCode.TOO_MANY_TAGS, Target.Field.TAGS, Limits.TAGS_PER_USER, tagCount));
    }
    return over;
  }

  private static Finding tooMany(FindingCode code, Target target, int limit, int value) {
    return Finding.of(code, target.text(), Integer.toString(limit), Integer.toString(value));
  }

  PlannedRow planned() {
    UserChange change =
        UserChange.NONE
            .with()
            .fields(fields)
            .join(join)
            .leave(leave)
            .tags(tags)
            .access(access)
            .password(password)
            .build();
    Outcome outcome =
        creates() ? Outcome.CREATED : change.isEmpty() ? Outcome.UNCHANGED : Outcome.UPDATED;
    PlannedRow planned =
        PlannedRow.of(row.number(), row.username(), outcome)
            .with()
            .reactivates(fields.containsKey(UserChange.STATUS))
            .change(change)
            .findings(findings)
            .build();
    return stored.map(planned::seeing).orElse(planned);
  }
}
