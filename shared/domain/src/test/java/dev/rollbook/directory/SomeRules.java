package dev.rollbook.directory;

import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Frozen rules for tests: of a tenant without properties, for an import without options. */
public final class SomeRules {

  private final Set<Target> mapped = new HashSet<>();
  private final Map<String, Property> properties = new HashMap<>();
  private final List<Group> conditionalGroups = new ArrayList<>();
  private final Set<String> tags = new HashSet<>();
  private final List<Access> access = new ArrayList<>();
  private boolean clearEmpty;
  private String defaultSupervisor = "";
  private String defaultSecondSupervisor = "";
  private String defaultGroup = Group.ROOT;
  private RowModes modes = RowModes.DEFAULT;

  private SomeRules() {}

  /** The plain rules. */
  public static SomeRules rules() {
    return new SomeRules();
  }

  /** Targets that columns feed. */
  public SomeRules mapping(Target... targets) {
    mapped.addAll(List.of(targets));
    return this;
  }

  /** {@code emptyCells: clear}. */
  public SomeRules clearing() {
    clearEmpty = true;
    return this;
  }

  /** A property of type input. */
  public SomeRules input(String name) {
    return property(new Property(name, Property.Type.INPUT, List.of(), false));
  }

  /** A property of type input whose users leave groups by themselves. */
  public SomeRules autoRemoving(String name) {
    return property(new Property(name, Property.Type.INPUT, List.of(), true));
  }

  /** A property of type dropdown. */
  public SomeRules dropdown(String name, String... options) {
    return property(new Property(name, Property.Type.DROPDOWN, List.of(options), false));
  }

  private SomeRules property(Property property) {
    properties.put(property.name(), property);
    return this;
  }

  /** A group with conditions. */
  public SomeRules group(String id, Group.Condition... conditions) {
    conditionalGroups.add(new Group(id, id, Origin.MANUAL, Group.ROOT, List.of(conditions)));
    return this;
  }

  /** A condition on a property. */
  public static Group.Condition when(String property, String... anyOf) {
    return new Group.Condition(property, List.of(anyOf));
  }

  /** The tenant's default supervisors. */
  public SomeRules defaultSupervisors(String first, String second) {
    defaultSupervisor = first;
    defaultSecondSupervisor = second;
    return this;
  }

  /** The group of users that the import creates. */
  public SomeRules defaultGroup(String id) {
    defaultGroup = id;
    return this;
  }

  /** The import's own tags. */
  public SomeRules tags(String... values) {
    tags.addAll(List.of(values));
    return this;
  }

  /** The import's own access. */
  public SomeRules access(Access... values) {
    access.addAll(List.of(values));
    return this;
  }

  /** What is done to the users that rows name. */
  public SomeRules modes(RowModes value) {
    modes = value;
    return this;
  }

  /** The rules. */
  public ImportRules frozen() {
    return ImportRulesBuilder.builder()
        .mapped(mapped)
        .clearEmpty(clearEmpty)
        .properties(properties)
        .conditionalGroups(conditionalGroups)
        .defaultSupervisor(defaultSupervisor)
        .defaultSecondSupervisor(defaultSecondSupervisor)
        .defaultGroup(defaultGroup)
        .tags(tags)
        .access(access)
        .modes(modes)
        .build();
  }
}
