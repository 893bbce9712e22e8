package dev.rollbook.imports;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.ImportRulesBuilder;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.renames.Renames;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Freezes the rules an import's rows are judged by, as they are when its turn has come: every batch
 * sees the same ones, whatever the tenant changes meanwhile. The first to freeze them decides.
 */
public final class RulesFreezer {

  private final Directory directory;

  /** Freezes the rules of this directory's tenants. */
  public RulesFreezer(Directory directory) {
    this.directory = directory;
  }

  /** The rules that are frozen now, be it by us or by somebody before. */
  public ImportRules freeze(
      Import ready,
      ImportFiles files,
      List<Property> properties,
      Reading reading,
      Renames renames) {
    return files.freeze(rules(ready, properties, reading, renames.names(Set.of())));
  }

  /**
   * Whether an import that is made now would get other rules than those of an earlier one (SPEC
   * S10).
   *
   * @param judged whose rules are frozen
   * @param files of that import
   */
  public boolean haveChanged(Import judged, ImportFiles files, ImportRules frozen) {
    List<Property> properties = directory.tenants().properties(judged.tenant());
    Set<String> known = properties.stream().map(Property::name).collect(Collectors.toSet());
    boolean propertyGone =
        frozen.mapped().stream()
            .anyMatch(
                target -> target instanceof Target.Property one && !known.contains(one.name()));
    Map<String, String> names = files.renames().orElse(Renames.NONE).names(Set.of());
    return propertyGone || !rules(judged, properties, judged.reading(), names).equals(frozen);
  }

  private ImportRules rules(
      Import ready, List<Property> properties, Reading reading, Map<String, String> newNames) {
    ImportOptions options = ready.options();
    TenantSettings settings =
        directory.tenants().settings(ready.tenant()).orElse(TenantSettings.DEFAULT);
    List<Group> all = directory.groups().all(ready.tenant());
    Set<String> named = settings.supervisors();
    Set<String> supervisors =
        directory.users().existing(ready.tenant(), List.copyOf(named), new Meter());
    return ImportRulesBuilder.builder()
        .mapped(reading.columns().stream().map(Reading.Column::target).collect(Collectors.toSet()))
        .clearEmpty(options.emptyCells() == ImportOptions.EmptyCells.CLEAR)
        .properties(
            properties.stream().collect(Collectors.toMap(Property::name, Function.identity())))
        .conditionalGroups(all.stream().filter(Group::isConditional).toList())
        .defaultSupervisor(supervisor(settings.defaultSupervisor(), supervisors, newNames))
        .defaultSecondSupervisor(
            supervisor(settings.defaultSecondSupervisor(), supervisors, newNames))
        .renamedDefaults(
            newNames.entrySet().stream()
                .filter(
                    renamed ->
                        supervisors.contains(renamed.getKey())
                            || named.contains(renamed.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
        .defaultGroup(
            all.stream().anyMatch(group -> group.id().equals(options.defaultGroup()))
                ? options.defaultGroup()
                : Group.ROOT)
        .tags(Set.copyOf(options.tags()))
        .access(options.access())
        .modes(options.modes())
        .build();
  }

  /** A default supervisor by the name that the roster leaves it, or gives somebody (SPEC U14). */
  private static String supervisor(
      String name, Set<String> existing, Map<String, String> newNames) {
    return existing.contains(name)
        ? newNames.getOrDefault(name, name)
        : newNames.containsValue(name) ? name : "";
  }
}
