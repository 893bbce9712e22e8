package dev.rollbook.directory;

import dev.rollbook.roster.Target;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a row's change depends on beside the row and the stored user: the tenant's rules and the
 * import's options, frozen when the import starts, so that every batch sees the same ones.
 *
 * @param mapped the targets that the roster's columns feed
 * @param clearEmpty whether an empty cell of a mapped column clears the value (SPEC U4)
 * @param properties the tenant's properties by name
 * @param conditionalGroups the tenant's groups with conditions (SPEC G4)
 * @param defaultSupervisor username, empty for none (SPEC U7)
 * @param defaultSecondSupervisor username, empty for none
 * @param renamedDefaults what the default supervisors will be called, by what they are called while
 *     the import's renames are not made, as in a dry run (SPEC U14)
 * @param defaultGroup id of the group that takes the users this import creates (SPEC G5)
 * @param tags tags for every listed user (SPEC U8)
 * @param access access for every listed user
 * @param modes what is done to the users that rows name, and what is left
 */
@RecordBuilder
public record ImportRules(
    Set<Target> mapped,
    boolean clearEmpty,
    Map<String, Property> properties,
    List<Group> conditionalGroups,
    String defaultSupervisor,
    String defaultSecondSupervisor,
    Map<String, String> renamedDefaults,
    String defaultGroup,
    Set<String> tags,
    List<Access> access,
    RowModes modes) {

  /**
   * Copies the collections; what is absent in stored JSON is the default.
   *
   * @throws IllegalArgumentException if a mapped property is not among the tenant's
   */
  public ImportRules {
    for (Target target : mapped) {
      if (target instanceof Target.Property property && !properties.containsKey(property.name())) {
        throw new IllegalArgumentException("the tenant has no property " + property.name());
      }
    }
    mapped = Set.copyOf(mapped);
    properties = Map.copyOf(properties);
    conditionalGroups = List.copyOf(conditionalGroups);
    renamedDefaults = renamedDefaults == null ? Map.of() : Map.copyOf(renamedDefaults);
    tags = Set.copyOf(tags);
    access = List.copyOf(access);
    modes = modes == null ? RowModes.DEFAULT : modes;
  }
}
