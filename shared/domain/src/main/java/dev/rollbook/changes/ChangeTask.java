package dev.rollbook.changes;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rollbook.directory.ConditionalGroups;
import dev.rollbook.directory.ConditionalGroups.Moves;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a change does: a definition that it stores before anybody moves, an effect on each user, and
 * what is left to do behind the last one. Every part may be done again.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ChangeTask.None.class, name = "NONE"),
  @JsonSubTypes.Type(value = ChangeTask.GroupDefinition.class, name = "GROUP"),
  @JsonSubTypes.Type(value = ChangeTask.GroupDeletion.class, name = "GROUP_DELETION"),
  @JsonSubTypes.Type(value = ChangeTask.ImportGroupDeletion.class, name = "IMPORT_GROUP_DELETION"),
  @JsonSubTypes.Type(value = ChangeTask.PropertyDefinition.class, name = "PROPERTY"),
  @JsonSubTypes.Type(value = ChangeTask.PropertyDeletion.class, name = "PROPERTY_DELETION")
})
public sealed interface ChangeTask {

  /**
   * What a change does to a user.
   *
   * @param moves the groups it joins and leaves; it may be there, or be gone, already
   * @param counts whether it is counted
   */
  record Effect(Moves moves, boolean counts) {

    /** Nothing. */
    static final Effect NONE = new Effect(Moves.NONE, false);

    static Effect moving(Moves moves) {
      return new Effect(moves, false);
    }

    static Effect counting(boolean counts) {
      return new Effect(Moves.NONE, counts);
    }
  }

  /** Whether it concerns a group. */
  default boolean concernsGroup(String id) {
    return false;
  }

  /** Whether it concerns a property. */
  default boolean concernsProperty(String name) {
    return false;
  }

  /** Whether it removes a group, which nobody may join any more. */
  default boolean removesGroup(String id) {
    return false;
  }

  /** Whether every user has to be looked at. */
  boolean walks();

  /** Stores the definition by which users move. */
  default void define(Directory directory, String tenant) {}

  /** Its effect on users, by the tenant's properties; they stay as they are while it goes on. */
  default Function<User, Effect> effect(Map<String, Property> properties) {
    return user -> Effect.NONE;
  }

  /** Does what is left to do when every user was looked at. */
  default void conclude(Directory directory, String tenant, Outcome outcome) {}

  /** Nothing yet: the change only keeps others from beginning. */
  record None() implements ChangeTask {
    @Override
    public boolean walks() {
      return false;
    }
  }

  /**
   * A group gets other conditions (SPEC G4).
   *
   * @param before as it was; the same without conditions if there was none
   * @param after as it is to be
   */
  record GroupDefinition(Group before, Group after) implements ChangeTask {
    @Override
    public boolean concernsGroup(String id) {
      return after.id().equals(id);
    }

    @Override
    public boolean walks() {
      return after.isConditional();
    }

    @Override
    public void define(Directory directory, String tenant) {
      directory.groups().put(tenant, after);
    }

    @Override
    public Function<User, Effect> effect(Map<String, Property> properties) {
      ConditionalGroups rule = new ConditionalGroups(List.of(), properties);
      return user -> Effect.moving(rule.redefined(before, after, user.properties()));
    }
  }

  /**
   * A group loses its members, then goes.
   *
   * @param group as it was
   */
  record GroupDeletion(Group group) implements ChangeTask {
    @Override
    public boolean concernsGroup(String id) {
      return group.id().equals(id);
    }

    @Override
    public boolean removesGroup(String id) {
      return concernsGroup(id);
    }

    @Override
    public boolean walks() {
      return true;
    }

    /** Without its conditions, so that nobody joins it by them any more. */
    @Override
    public void define(Directory directory, String tenant) {
      directory
          .groups()
          .put(
              tenant,
              new Group(group.id(), group.name(), group.origin(), group.parent(), List.of()));
    }

    @Override
    public Function<User, Effect> effect(Map<String, Property> properties) {
      Effect leaves = Effect.moving(new Moves(Set.of(), Set.of(group.id())));
      return user -> leaves;
    }

    @Override
    public void conclude(Directory directory, String tenant, Outcome outcome) {
      directory.groups().delete(tenant, group.id());
    }
  }

  /**
   * A group of imports goes if it has no members, which are counted (SPEC G7).
   *
   * @param id of the group
   */
  record ImportGroupDeletion(String id) implements ChangeTask {
    @Override
    public boolean concernsGroup(String other) {
      return id.equals(other);
    }

    @Override
    public boolean walks() {
      return true;
    }

    @Override
    public Function<User, Effect> effect(Map<String, Property> properties) {
      return user -> Effect.counting(user.groups().contains(id));
    }

    @Override
    public void conclude(Directory directory, String tenant, Outcome outcome) {
      if (outcome.counted() == 0) {
        directory.groups().delete(tenant, id);
      }
    }
  }

  /**
   * A property is made or replaced. Users keep their values; those are counted that the property
   * does not offer any more (SPEC U5).
   *
   * @param property as it is to be
   * @param walks whether any user may have such a value
   */
  record PropertyDefinition(Property property, boolean walks) implements ChangeTask {
    @Override
    public boolean concernsProperty(String name) {
      return property.name().equals(name);
    }

    @Override
    public void define(Directory directory, String tenant) {
      directory.tenants().putProperty(tenant, property);
    }

    @Override
    public Function<User, Effect> effect(Map<String, Property> properties) {
      return user -> {
        String value = user.properties().getOrDefault(property.name(), "");
        return Effect.counting(!value.isEmpty() && !property.options().contains(value));
      };
    }
  }

  /**
   * A property goes once the users are counted that keep a value of it.
   *
   * @param name of the property
   */
  record PropertyDeletion(String name) implements ChangeTask {
    @Override
    public boolean concernsProperty(String other) {
      return name.equals(other);
    }

    @Override
    public boolean walks() {
      return true;
    }

    @Override
    public Function<User, Effect> effect(Map<String, Property> properties) {
      return user -> Effect.counting(user.properties().containsKey(name));
    }

    @Override
    public void conclude(Directory directory, String tenant, Outcome outcome) {
      directory.tenants().deleteProperty(tenant, name);
    }
  }

  /** A tenant's properties by name. */
  static Map<String, Property> properties(Directory directory, String tenant) {
    Map<String, Property> properties = new HashMap<>();
    directory.tenants().properties(tenant).forEach(one -> properties.put(one.name(), one));
    return properties;
  }
}
