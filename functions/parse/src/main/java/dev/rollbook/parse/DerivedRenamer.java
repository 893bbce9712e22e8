package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.User;
import dev.rollbook.imports.AppliedPlan;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.MadeRenames;
import dev.rollbook.imports.PlanRenames;
import dev.rollbook.imports.UndonePlan;
import dev.rollbook.renames.Renames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Renames users by a stored plan that is applied or undone (SPEC S10, S11, U14), before its batches
 * go out. Who gets another name is decided for all of them together, since one user's new name may
 * be another's old one.
 */
final class DerivedRenamer {

  /** Names looked up at a time. */
  private static final int READ_AT_ONCE = 5_000;

  private final Directory directory;
  private final Buckets buckets;
  private final RenameMaker maker;

  DerivedRenamer(Directory directory, Buckets buckets, RenameMaker maker) {
    this.directory = directory;
    this.buckets = buckets;
    this.maker = maker;
  }

  /** Decides the renames of an import whose turn has come, unless that has been done. */
  void decide(Import ready, Import source) {
    ImportFiles files = buckets.files(ready);
    if (!MadeRenames.mayBeOf(source) || files.renames().isPresent()) {
      return;
    }
    PlanRenames renames = new PlanRenames();
    for (int batch = 0; batch < source.workload().batches(); batch++) {
      BatchPlan made = buckets.files(source).settledPlan(batch).orElseThrow();
      if (ready.links().isApplied()) {
        renames.apply(made, find(ready, AppliedPlan.usernames(made, MadeRenames.NONE)));
      } else {
        UndonePlan undone = new UndonePlan(source, made);
        renames.undo(undone, find(ready, undone.usernames(MadeRenames.NONE)));
      }
    }
    Renames ofSource = buckets.files(source).renames().orElse(Renames.NONE);
    Renames decided = renames.decide(existing(ready, renames.newNames()));
    files.decideRenames(
        maker.withDefaults(
            ready.tenant(),
            ready.links().isApplied() ? decided.applying(ofSource) : decided.undoing(ofSource)));
  }

  private Map<String, User> find(Import ready, List<String> usernames) {
    return directory.users().find(ready.tenant(), usernames, new Meter());
  }

  private Set<String> existing(Import ready, List<String> usernames) {
    Set<String> existing = new HashSet<>();
    for (int from = 0; from < usernames.size(); from += READ_AT_ONCE) {
      int end = Math.min(from + READ_AT_ONCE, usernames.size());
      existing.addAll(
          directory.users().existing(ready.tenant(), usernames.subList(from, end), new Meter()));
    }
    return existing;
  }

  /** Makes the renames that are decided, before the first batch goes out. */
  void make(Import running, Import source) {
    ImportFiles files = buckets.files(running);
    if (MadeRenames.mayBeOf(source)) {
      maker.make(running, files, files.renames().orElse(Renames.NONE));
    }
  }
}
