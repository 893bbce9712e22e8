package dev.rollbook.parse;

import dev.rollbook.changes.SupervisorNames;
import dev.rollbook.changes.SupervisorWalk;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Journal;
import dev.rollbook.reader.Judgement;
import dev.rollbook.renames.Rename;
import dev.rollbook.renames.RenameResolver;
import dev.rollbook.renames.RenameResolver.Known;
import dev.rollbook.renames.Renames;
import dev.rollbook.renames.UserRenamer;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives users their new names before the rows go out (SPEC U14): so each row finds its user by its
 * username, wherever it lies. What is to be done is stored before the first move, and what could
 * not be done before the first row.
 */
final class RosterRenamer {

  /** Users read at a time: a few megabytes, of which the names are kept. */
  private static final int READ_AT_ONCE = 5_000;

  private final Directory directory;
  private final Journal journal;
  private final Clock clock;

  RosterRenamer(Directory directory, Journal journal, Clock clock) {
    this.directory = directory;
    this.journal = journal;
    this.clock = clock;
  }

  /** What becomes of a roster's renames, be it decided by us or by somebody before. */
  Renames decide(Import ready, ImportFiles files, Judgement judgement) throws IOException {
    if (ready.options().leavers()
        || !judgement.mappedTargets().contains(Target.Field.OLD_USERNAME)) {
      return Renames.NONE;
    }
    Optional<Renames> decided = files.renames();
    if (decided.isPresent()) {
      return decided.get();
    }
    List<Rename> wanted = wanted(judgement);
    return wanted.isEmpty() ? Renames.NONE : files.decideRenames(decided(ready, wanted));
  }

  private static List<Rename> wanted(Judgement judgement) throws IOException {
    List<Rename> wanted = new ArrayList<>();
    judgement.entries(
        entry -> {
          if (!entry.isRow()) {
            return;
          }
          RosterRow row = entry.row();
          String from = row.values().getOrDefault(Target.Field.OLD_USERNAME.text(), "");
          if (row.verdict() == RosterRow.Verdict.APPLY && !from.isEmpty()) {
            wanted.add(new Rename(from, row.username()));
          }
        });
    return wanted;
  }

  private Renames decided(Import ready, List<Rename> wanted) {
    Map<String, Known> known = known(ready.tenant(), wanted);
    if (!ready.options().modes().updatesUsers()) {
      return RenameResolver.skip(wanted, known);
    }
    TenantSettings settings =
        directory.tenants().settings(ready.tenant()).orElse(TenantSettings.DEFAULT);
    return RenameResolver.resolve(wanted, known)
        .withDefaults(settings.defaultSupervisor(), settings.defaultSecondSupervisor());
  }

  private Map<String, Known> known(String tenant, List<Rename> wanted) {
    Set<String> names = new HashSet<>();
    wanted.forEach(
        rename -> {
          names.add(rename.from());
          names.add(rename.to());
        });
    Map<String, Known> known = new HashMap<>();
    List<String> all = List.copyOf(names);
    for (int from = 0; from < all.size(); from += READ_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(from + READ_AT_ONCE, all.size()));
      for (User user : directory.users().find(tenant, some, new Meter()).values()) {
        known.put(user.username(), new Known(user.id(), user.formerUsername()));
      }
    }
    return known;
  }

  /**
   * Makes renames that are decided, in the turn before the rows'; a dry run makes none.
   *
   * @return the roster's rows as they are then
   */
  RenamedRows make(Import running, ImportFiles files, Renames renames) {
    if (renames.from().isEmpty() || running.options().dryRun()) {
      return new RenamedRows(renames, Set.of());
    }
    Users users = directory.users();
    long turn = running.turn() - 1;
    Set<String> failed =
        Set.copyOf(
            files
                .failedRenames()
                .orElseGet(() -> files.endRenames(failed(running, renames, users, turn))));
    if (!files.renamesFollowed()) {
      Map<String, String> names = renames.names(failed);
      SupervisorWalk.follow(users, running.tenant(), turn, names, clock);
      SupervisorNames.renameDefaults(
          directory.tenants(),
          running.tenant(),
          names,
          renames.defaultSupervisor(),
          renames.defaultSecondSupervisor());
      files.putRenamesFollowed();
    }
    return new RenamedRows(renames, failed);
  }

  /** New names that users did not get: all of them, if the import was cancelled before. */
  private Set<String> failed(Import running, Renames renames, Users users, long turn) {
    boolean cancelled =
        journal
            .imports()
            .find(running.tenant(), running.importId())
            .filter(ImportLife::isCancelled)
            .isPresent();
    return cancelled
        ? Set.copyOf(renames.to())
        : UserRenamer.make(users, running.tenant(), turn, renames, clock, new Meter());
  }
}
