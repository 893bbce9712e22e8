package dev.rollbook.changes;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rollbook.directory.ConditionalGroups;
import dev.rollbook.directory.ConditionalGroups.Moves;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange.Text;
import dev.rollbook.directory.UserMove;
import dev.rollbook.directory.Written;
import dev.rollbook.renames.SupervisorNames;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  @JsonSubTypes.Type(value = ChangeTask.PropertyDeletion.class, name = "PROPERTY_DELETION"),
  @JsonSubTypes.Type(value = ChangeTask.UserRename.class, name = "USER_RENAME")
})
public sealed interface ChangeTask {

  /**
   * What a change does to a user.
   *
   * @param moves the groups it joins and leaves; it may be there, or be gone, already
   * @param texts what changes among its fields
   * @param counts whether it is counted
   */
  record Effect(Moves moves, Map<String, Text> texts, boolean counts) {

    /** Nothing. */
    static final Effect NONE = new Effect(Moves.NONE, Map.of(), false);

    static Effect moving(Moves moves) {
      return new Effect(moves, Map.of(), false);
    }

    static Effect counting(boolean counts) {
      return new Effect(Moves.NONE, Map.of(), counts);
    }

    static Effect changing(Map<String, Text> texts) {
      return new Effect(Moves.NONE, texts, false);
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

  /**
   * Stores the definition by which users move.
   *
   * @param turn the number of the change's turn
   */
  default void define(Directory directory, String tenant, long turn, Instant now) {}

  /** Its effect on users, by the tenant's definitions; they stay as they are while it goes on. */
  default Function<User, Effect> effect(Directory directory, String tenant) {
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
    public void define(Directory directory, String tenant, long turn, Instant now) {
      directory.groups().put(tenant, after);
    }

    @Override
    public Function<User, Effect> effect(Directory directory, String tenant) {
      ConditionalGroups rule = new ConditionalGroups(List.of(), properties(directory, tenant));
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
    public void define(Directory directory, String tenant, long turn, Instant now) {
      directory
          .groups()
          .put(
              tenant,
              new Group(group.id(), group.name(), group.origin(), group.parent(), List.of()));
    }

    @Override
    public Function<User, Effect> effect(Directory directory, String tenant) {
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
    public Function<User, Effect> effect(Directory directory, String tenant) {
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
    public void define(Directory directory, String tenant, long turn, Instant now) {
      directory.tenants().putProperty(tenant, property);
    }

    @Override
    public Function<User, Effect> effect(Directory directory, String tenant) {
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
    public Function<User, Effect> effect(Directory directory, String tenant) {
      return user -> Effect.counting(user.properties().containsKey(name));
    }

    @Override
    public void conclude(Directory directory, String tenant, Outcome outcome) {
      directory.tenants().deleteProperty(tenant, name);
    }
  }

  /**
   * A user gets another name, and whoever names it as supervisor names it by that (SPEC U14).
   *
   * @param id of the user
   * @param from its name as it was
   * @param to its name to be
   */
  record UserRename(String id, String from, String to) implements ChangeTask {

    /** Edits by hand are seconds apart; who meets so many in a row is not edited by hand. */
    private static final int TRIES = 10;

    @Override
    public boolean walks() {
      return true;
    }

    /** Leaves the user as it is where the name was taken a moment before. */
    @Override
    public void define(Directory directory, String tenant, long turn, Instant now) {
      for (int tries = 0; tries < TRIES; tries++) {
        Optional<User> user = directory.users().find(tenant, from).filter(this::isMeant);
        if (user.isEmpty() || directory.users().find(tenant, to).isPresent()) {
          return;
        }
        UserMove move = new UserMove(id, from, to, user.get().revision(), from, Map.of());
        Written how = directory.users().move(tenant, turn, List.of(move), now, new Meter());
        if (how != Written.CONFLICT) {
          return;
        }
      }
      throw new IllegalStateException("the user changes faster than it can be renamed");
    }

    private boolean isMeant(User user) {
      return user.id().equals(id);
    }

    private boolean isDone(Directory directory, String tenant) {
      return directory.users().find(tenant, to).filter(this::isMeant).isPresent();
    }

    @Override
    public Function<User, Effect> effect(Directory directory, String tenant) {
      if (!isDone(directory, tenant)) {
        return user -> Effect.NONE;
      }
      return user -> Effect.changing(SupervisorNames.renamed(user, Map.of(from, to)));
    }

    @Override
    public void conclude(Directory directory, String tenant, Outcome outcome) {
      if (isDone(directory, tenant)) {
        SupervisorNames.renameDefaults(directory.tenants(), tenant, Map.of(from, to));
      }
    }
  }

  /** A tenant's properties by name. */
  static Map<String, Property> properties(Directory directory, String tenant) {
    Map<String, Property> properties = new HashMap<>();
    directory.tenants().properties(tenant).forEach(one -> properties.put(one.name(), one));
    return properties;
  }
}
