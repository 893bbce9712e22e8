package dev.rollbook.finalize;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Cost;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Deactivation.Reason;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Ending;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.UnlistedPlan;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Progress.Settled;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Wish;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last step of an import whose rows are all settled (SPEC D3, A1 to A3). Each part can be done
 * again: the plans for the unlisted are stored before the first is applied, the rest is computed
 * from what is stored.
 */
public final class Finalization {

  /** From an import's creation to this step: its review, and a day for all else. */
  private static final Duration LONGEST_WAY = Import.REVIEW_LIFE.plusDays(1);

  private final Journal journal;
  private final Directory directory;
  private final Buckets buckets;
  private final Ending ending;
  private final Unlisted unlisted;
  private final ResultWriter resultWriter;
  private final Clock clock;

  /** Finalizes by these ports; {@code scratch} is a folder for files being written. */
  public Finalization(
      Journal journal,
      Directory directory,
      Buckets buckets,
      Ending ending,
      Path scratch,
      Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.buckets = buckets;
    this.ending = ending;
    this.unlisted = new Unlisted(directory.users(), clock);
    this.resultWriter = new ResultWriter(buckets, scratch);
    this.clock = clock;
  }

  /** Finalizes an import, if its rows are settled; does nothing else twice. */
  public void finish(String tenant, String importId) throws IOException {
    Optional<Import> found = journal.imports().find(tenant, importId);
    if (found.isEmpty()) {
      return;
    }
    if (found.get().status().isEnd()) {
      ending.passTurn(tenant, importId); // a crash may have come between the two
      return;
    }
    Settled settled = journal.progress().settled(importId);
    Optional<Import> finalizing =
        journal
            .imports()
            .change(
                tenant,
                importId,
                now ->
                    now.status() == Status.RUNNING
                            && settled.batches().size() == now.workload().batches()
                        ? Optional.of(now.to(Status.FINALIZING, clock.instant()))
                        : Optional.empty())
            .filter(now -> now.status() == Status.FINALIZING);
    if (finalizing.isPresent()) {
      finish(finalizing.get(), settled.tally());
    }
  }

  private void finish(Import finalizing, Tally tally) throws IOException {
    Meter meter = new Meter();
    // SPEC D3: neither deactivates anybody.
    boolean failed = finalizing.failure().isPresent();
    boolean cancelled = finalizing.wishes().contains(Wish.CANCEL);
    Deactivation deactivation =
        finalizing.options().deactivateUnlisted() && !failed && !cancelled
            ? deactivate(finalizing, tally, meter)
            : finalizing.deactivation();
    resultWriter.write(finalizing, groups(finalizing));
    Counts counts = counts(finalizing, tally, deactivation);
    if (!counts.addUp()) {
      throw new IllegalStateException(
          "import " + finalizing.importId() + " does not add up: " + counts);
    }
    ending.end(
        finalizing,
        failed ? Status.FAILED : cancelled ? Status.CANCELLED : completed(tally),
        failed || cancelled || finalizing.workload().passwords(),
        last ->
            last.counts(counts)
                .deactivation(deactivation)
                .done(Wish.CANCEL)
                .messages(
                    Sentences.in(finalizing.language())
                        .messages(counts, finalizing.options().dryRun()))
                .cost(cost(finalizing, tally, meter)));
  }

  private static Status completed(Tally tally) {
    return tally.processingFailed() > 0 ? Status.COMPLETED_WITH_ERRORS : Status.COMPLETED;
  }

  /** By id; those that a dry run would have made as well, so that its downloads name them. */
  private Map<String, Group> groups(Import finalizing) {
    Map<String, Group> groups = new HashMap<>();
    if (finalizing.options().dryRun()) {
      for (String name : buckets.files(finalizing).plannedGroups()) {
        groups.put(Group.importedId(name), Group.imported(name));
      }
    }
    directory.groups().all(finalizing.tenant()).forEach(group -> groups.put(group.id(), group));
    return groups;
  }

  private Deactivation deactivate(Import finalizing, Tally tally, Meter meter) throws IOException {
    ImportFiles files = buckets.files(finalizing);
    List<UnlistedPlan> plans = unlisted.plan(finalizing, files, meter);
    resultWriter.writeDeactivations(finalizing, plans);
    TenantSettings settings =
        directory.tenants().settings(finalizing.tenant()).orElse(TenantSettings.DEFAULT);
    List<Reason> reasons = Unlisted.reasonsToHold(finalizing, plans, tally, settings.guard());
    long planned = Unlisted.planned(plans);
    if (finalizing.options().dryRun()) {
      return new Deactivation(State.SKIPPED, planned, 0, reasons);
    }
    supersedeEarlier(finalizing);
    if (!reasons.isEmpty()) {
      return new Deactivation(State.HELD, planned, 0, reasons);
    }
    return new Deactivation(
        State.DONE, planned, unlisted.apply(finalizing, files, plans, meter), List.of());
  }

  /**
   * A plan still held is of an older list: this one replaces it (SPEC D6). Only the last one to get
   * here can be held. The history is in the order of creation, though, and one that waited for a
   * review gets here behind others that were created after it.
   */
  private void supersedeEarlier(Import finalizing) {
    Instant gotHere = Instant.MAX;
    String cursor = "";
    do {
      var page = journal.imports().history(finalizing.tenant(), "", 50, cursor);
      for (Import earlier : page.items()) {
        State state = earlier.deactivation().state();
        if (earlier.createdAt().isBefore(before(gotHere))) {
          return;
        }
        if (earlier.importId().equals(finalizing.importId()) || !earlier.status().isEnd()) {
          continue;
        }
        if (state == State.HELD) {
          journal.imports().change(earlier.tenant(), earlier.importId(), Finalization::superseded);
          return;
        }
        if (state != State.NOT_REQUESTED && state != State.SKIPPED) {
          Instant reached = earlier.reached().get(Status.FINALIZING);
          gotHere = reached.isBefore(gotHere) ? reached : gotHere;
        }
      }
      cursor = page.cursor();
    } while (!cursor.isEmpty());
  }

  /** Whatever was created before that got here before, too. */
  private static Instant before(Instant gotHere) {
    return gotHere.equals(Instant.MAX) ? Instant.MIN : gotHere.minus(LONGEST_WAY);
  }

  private static Optional<Import> superseded(Import earlier) {
    Deactivation held = earlier.deactivation();
    // One that is approved is being applied: it came first.
    return held.state() == State.HELD && !earlier.wishes().contains(Wish.APPROVE)
        ? Optional.of(earlier.with().deactivation(held.at(State.SUPERSEDED, held.done())).build())
        : Optional.empty();
  }

  private static Counts counts(Import finalizing, Tally tally, Deactivation deactivation) {
    boolean wouldBeDone = finalizing.options().dryRun() && deactivation.reasons().isEmpty();
    return Counts.of(
        finalizing.workload(), tally, wouldBeDone ? deactivation.planned() : deactivation.done());
  }

  private static Cost cost(Import finalizing, Tally tally, Meter meter) {
    Instant started = finalizing.startedAt().orElse(finalizing.since());
    double seconds =
        Math.max(0.001, Duration.between(started, finalizing.since()).toMillis() / 1e3);
    return new Cost(
        tally.readUnits() + meter.readUnits(),
        tally.writeUnits() + meter.writeUnits(),
        Math.round(tally.rows() / seconds * 10) / 10.0);
  }
}
