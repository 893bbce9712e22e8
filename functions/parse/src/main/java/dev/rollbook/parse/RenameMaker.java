package dev.rollbook.parse;

import dev.rollbook.changes.SupervisorWalk;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Journal;
import dev.rollbook.renames.Renames;
import dev.rollbook.renames.Steps;
import dev.rollbook.renames.SupervisorNames;
import dev.rollbook.renames.UserRenamer;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * Makes the renames of an import that are decided, and has all follow that refers to the users
 * (SPEC U14): in the turn's number before the rows'. All of it can be done again.
 */
final class RenameMaker {

  private final Directory directory;
  private final Journal journal;
  private final Steps steps;
  private final Clock clock;

  RenameMaker(Directory directory, Journal journal, Steps steps, Clock clock) {
    this.directory = directory;
    this.journal = journal;
    this.steps = steps;
    this.clock = clock;
  }

  /** Renames with the tenant's default supervisors as they are before. */
  Renames withDefaults(String tenant, Renames renames) {
    TenantSettings settings = directory.tenants().settings(tenant).orElse(TenantSettings.DEFAULT);
    return renames.withDefaults(settings.defaultSupervisor(), settings.defaultSecondSupervisor());
  }

  /**
   * Makes renames; a dry run makes none.
   *
   * @return new names that users did not get
   */
  Set<String> make(Import running, ImportFiles files, Renames renames) {
    if (renames.from().isEmpty() || running.options().dryRun()) {
      return Set.of();
    }
    Users users = directory.users();
    long turn = running.turnOfRenames();
    Set<String> failed =
        Set.copyOf(
            files
                .failedRenames()
                .orElseGet(() -> files.endRenames(failed(running, renames, users, turn))));
    if (!files.renamesFollowed()) {
      Map<String, String> names = renames.names(failed);
      SupervisorWalk.follow(users, running.tenant(), turn, names, steps, clock);
      SupervisorNames.renameDefaults(
          directory.tenants(),
          running.tenant(),
          names,
          renames.defaultSupervisor(),
          renames.defaultSecondSupervisor());
      files.putRenamesFollowed();
    }
    return failed;
  }

  /**
   * New names that users did not get: all of them, if the import was cancelled before the first
   * moved. Where some have moved, the others go on: a chain is not left in the middle.
   */
  private Set<String> failed(Import running, Renames renames, Users users, long turn) {
    boolean cancelled =
        journal
            .imports()
            .find(running.tenant(), running.importId())
            .filter(ImportLife::isCancelled)
            .isPresent();
    return cancelled && UserRenamer.made(users, running.tenant(), renames) == 0
        ? Set.copyOf(renames.to())
        : UserRenamer.make(users, running.tenant(), turn, renames, steps, clock);
  }
}
