package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.reader.Judgement;
import dev.rollbook.renames.Rename;
import dev.rollbook.renames.RenameResolver;
import dev.rollbook.renames.RenameResolver.Known;
import dev.rollbook.renames.Renames;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import java.io.IOException;
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
  private final RenameMaker maker;

  RosterRenamer(Directory directory, RenameMaker maker) {
    this.directory = directory;
    this.maker = maker;
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
    return maker.withDefaults(ready.tenant(), RenameResolver.resolve(wanted, known));
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
        known.put(user.username(), new Known(user.id(), user.renamedFrom()));
      }
    }
    return known;
  }

  /**
   * Makes renames that are decided; a dry run makes none.
   *
   * @return the roster's rows as they are then
   */
  RenamedRows make(Import running, ImportFiles files, Renames renames) {
    return new RenamedRows(
        renames, maker.make(running, files, renames), running.options().modes().createsUsers());
  }
}
