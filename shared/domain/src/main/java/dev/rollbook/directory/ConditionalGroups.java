package dev.rollbook.directory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who joins and who leaves the groups with conditions (SPEC G4); the one rule for imports and for
 * changes by hand.
 */
public final class ConditionalGroups {

  private final List<Group> groups;
  private final Map<String, Property> properties;

  /**
   * The rule for some groups; those without conditions are left alone.
   *
   * @param properties the tenant's properties by name
   */
  public ConditionalGroups(Collection<Group> groups, Map<String, Property> properties) {
    this.groups = groups.stream().filter(Group::isConditional).toList();
    this.properties = Map.copyOf(properties);
  }

  /**
   * Where a user belongs, and where not any more; it may be there, or be gone, already.
   *
   * @param join ids of groups whose conditions it meets
   * @param leave ids of groups whose conditions it ceased to meet
   */
  public record Moves(Set<String> join, Set<String> leave) {

    /** Nowhere to go. */
    public static final Moves NONE = new Moves(Set.of(), Set.of());

    /** Copies the ids. */
    public Moves {
      join = Set.copyOf(join);
      leave = Set.copyOf(leave);
    }
  }

  /** What a new user joins. */
  public Moves created(Map<String, String> values) {
    return moved(Map.of(), values);
  }

  /**
   * What follows a change of a user's properties. A group is left for a condition that the change
   * ceased to meet; whom a person put into a group that it never met, stays.
   *
   * @param before the user's values by property
   * @param after the same as the change leaves them
   */
  public Moves changed(Map<String, String> before, Map<String, String> after) {
    return before.equals(after) ? Moves.NONE : moved(before, after);
  }

  private Moves moved(Map<String, String> before, Map<String, String> after) {
    Set<String> join = new TreeSet<>();
    Set<String> leave = new TreeSet<>();
    for (Group group : groups) {
      if (group.isMetBy(after)) {
        join.add(group.id());
      } else if (group.conditions().stream()
          .filter(condition -> condition.isMetBy(before) && !condition.isMetBy(after))
          .anyMatch(this::removesAutomatically)) {
        leave.add(group.id());
      }
    }
    return new Moves(join, leave);
  }

  /**
   * What follows for a user when a group gets other conditions: who met the old ones and fails a
   * new one leaves, if that one's property removes automatically.
   *
   * @param before the group as it was
   * @param after the group as it is now
   * @param values the user's values by property
   */
  public Moves redefined(Group before, Group after, Map<String, String> values) {
    if (!after.isConditional()) {
      return Moves.NONE;
    }
    if (after.isMetBy(values)) {
      return new Moves(Set.of(after.id()), Set.of());
    }
    boolean leaves =
        before.isConditional()
            && before.isMetBy(values)
            && after.conditions().stream()
                .filter(condition -> !condition.isMetBy(values))
                .anyMatch(this::removesAutomatically);
    return leaves ? new Moves(Set.of(), Set.of(after.id())) : Moves.NONE;
  }

  private boolean removesAutomatically(Group.Condition condition) {
    Property property = properties.get(condition.property());
    return property != null && property.autoRemove();
  }
}
