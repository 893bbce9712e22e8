package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.roster.Reading;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Freezes the rules an import's rows are judged by, as they are when its turn has come: every batch
 * sees the same ones, whatever the tenant changes meanwhile. The first to freeze them decides.
 */
final class RulesFreezer {

  private final Directory directory;

  RulesFreezer(Directory directory) {
    this.directory = directory;
  }

  /** The rules that are frozen now, be it by us or by somebody before. */
  ImportRules freeze(Import ready, ImportFiles files, List<Property> properties, Reading reading) {
    return files.freeze(rules(ready, properties, reading));
  }

  private ImportRules rules(Import ready, List<Property> properties, Reading reading) {
    ImportOptions options = ready.options();
    TenantSettings settings =
        directory.tenants().settings(ready.tenant()).orElse(TenantSettings.DEFAULT);
    List<Group> all = directory.groups().all(ready.tenant());
    Set<String> supervisors =
        directory
            .users()
            .existing(
                ready.tenant(),
                List.of(settings.defaultSupervisor(), settings.defaultSecondSupervisor()).stream()
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList(),
                new Meter());
    return new ImportRules(
        reading.columns().stream().map(Reading.Column::target).collect(Collectors.toSet()),
        options.emptyCells() == ImportOptions.EmptyCells.CLEAR,
        properties.stream().collect(Collectors.toMap(Property::name, Function.identity())),
        all.stream().filter(Group::isConditional).toList(),
        supervisors.contains(settings.defaultSupervisor()) ? settings.defaultSupervisor() : "",
        supervisors.contains(settings.defaultSecondSupervisor())
            ? settings.defaultSecondSupervisor()
            : "",
        all.stream().anyMatch(group -> group.id().equals(options.defaultGroup()))
            ? options.defaultGroup()
            : Group.ROOT,
        Set.copyOf(options.tags()),
        options.access(),
        options.modes());
  }
}
