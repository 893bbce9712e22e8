package dev.rollbook.finalize;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.UnlistedPlan;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Wish;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Applies a held plan that the tenant approved (SPEC D6): exactly that plan, less the users changed
 * since. Needs no checkpoint: who was set inactive by an earlier try tells so, and what a whole key
 * shard came to is stored.
 */
public final class Approval {

  private final Journal journal;
  private final Directory directory;
  private final Buckets buckets;
  private final Unlisted unlisted;
  private final ResultWriter resultWriter;

  /** Applies plans by these ports; {@code scratch} is a folder for files being written. */
  public Approval(
      Journal journal, Directory directory, Buckets buckets, Path scratch, Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.buckets = buckets;
    this.unlisted = new Unlisted(directory.users(), clock);
    this.resultWriter = new ResultWriter(buckets, scratch);
  }

  /** Applies the held plan of an import, if the tenant approved it and that is not done yet. */
  public void apply(String tenant, String importId) throws IOException {
    Optional<Import> approved =
        journal.imports().find(tenant, importId).filter(Approval::isToApply);
    if (approved.isPresent()) {
      apply(approved.get());
    }
  }

  private static boolean isToApply(Import found) {
    return found.deactivation().state() == State.HELD && found.wishes().contains(Wish.APPROVE);
  }

  private void apply(Import held) throws IOException {
    ImportFiles files = buckets.files(held);
    List<UnlistedPlan> plans =
        IntStream.range(0, KeyShard.COUNT)
            .mapToObj(shard -> files.unlisted(shard).orElseThrow())
            .toList();
    long done = unlisted.applyHeld(held, files, plans, new Meter());
    // The change log names every user written: those as well.
    resultWriter.write(
        held,
        directory.groups().all(held.tenant()).stream()
            .collect(Collectors.toMap(Group::id, Function.identity())));
    journal
        .imports()
        .change(
            held.tenant(),
            held.importId(),
            now -> isToApply(now) ? Optional.of(applied(now, done)) : Optional.empty());
  }

  private static Import applied(Import held, long done) {
    Counts counts = held.counts().withDeactivated(done);
    return held.with()
        .deactivation(held.deactivation().at(State.APPROVED, done))
        .counts(counts)
        .messages(Sentences.in(held.language()).messages(counts, false))
        .done(Wish.APPROVE)
        .build();
  }
}
