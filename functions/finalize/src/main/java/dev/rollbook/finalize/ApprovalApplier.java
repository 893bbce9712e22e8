package dev.rollbook.finalize;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Groups;
import dev.rollbook.directory.Turn;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.ImportFiles.Pass;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Ticket;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Applies a held plan that the tenant approved (SPEC D6): exactly that plan, less the users changed
 * since, in a turn of its own, so that it never runs beside an import.
 */
public final class ApprovalApplier {

  private final Journal journal;
  private final ImportCloser closer;
  private final UnlistedDeactivator deactivator;
  private final ResultWriter resultWriter;
  private final Groups groups;
  private final Clock clock;

  /** Applies plans by these ports. */
  public ApprovalApplier(
      Journal journal, Directory directory, Buckets buckets, Commands commands, Clock clock) {
    this.journal = journal;
    this.closer = new ImportCloser(journal, commands, buckets, clock);
    this.deactivator =
        new UnlistedDeactivator(directory.users(), buckets, journal.progress(), commands, clock);
    this.resultWriter = new ResultWriter(buckets);
    this.groups = directory.groups();
    this.clock = clock;
  }

  /** Goes on with the approved plan of an import, if its turn has come. */
  public void apply(String tenant, String importId) throws IOException {
    Ticket ticket = Ticket.ofApproval(importId);
    Optional<Import> approved = approved(tenant, importId);
    if (approved.isEmpty()) {
      closer.passTurn(tenant, ticket); // applied before, discarded or superseded
      return;
    }
    OptionalLong number = journal.turns().take(tenant, ticket);
    if (number.isEmpty()) {
      closer.passIdleTurn(tenant);
      return; // it waits, and is called when its turn comes
    }
    LeavingApplier.note(journal.imports(), approved.get());
    Turn turn = new Turn(importId, number.getAsLong());
    Tally rows = journal.progress().settled(importId).tally();
    Optional<Tally> outcome =
        deactivator.outcome(Pass.APPROVAL, approved.get(), turn, rows.leaving());
    if (outcome.isPresent()) {
      finish(approved.get(), rows, outcome.get(), number.getAsLong()).ifPresent(closer::cleanUp);
    }
  }

  /**
   * Deactivates a part of the users, and goes on with the plan if that was the last.
   *
   * @param outOfTime whether to hand the rest on now
   */
  public void deactivate(
      String tenant, String importId, int shard, int from, BooleanSupplier outOfTime)
      throws IOException {
    Optional<Import> approved = approved(tenant, importId);
    OptionalLong turn =
        approved.isPresent()
            ? journal.turns().take(tenant, Ticket.ofApproval(importId))
            : OptionalLong.empty();
    if (turn.isPresent()
        && deactivator.deactivate(
            Pass.APPROVAL,
            approved.get(),
            new Turn(importId, turn.getAsLong()),
            shard,
            from,
            outOfTime)) {
      apply(tenant, importId);
    }
  }

  private Optional<Import> approved(String tenant, String importId) {
    return journal.imports().find(tenant, importId).filter(ImportLife::isApproved);
  }

  private Map<String, Group> groups(String tenant) {
    return groups.all(tenant).stream()
        .collect(Collectors.toMap(Group::id, UnaryOperator.identity()));
  }

  private Optional<Import> finish(Import held, Tally rows, Tally outcome, long turn)
      throws IOException {
    Set<String> left = deactivator.left(Pass.APPROVAL, held);
    // The change log names every user written: those as well.
    resultWriter.writeDeactivated(held, rows, left, groups(held.tenant()));
    Counts counts =
        held.counts()
            .withDeactivated(outcome.deactivated())
            .with()
            .warnings(held.counts().warnings() + left.size())
            .build();
    return journal
        .imports()
        .change(
            held.tenant(),
            held.importId(),
            now ->
                ImportLife.approvalApplied(
                    now,
                    outcome.deactivated(),
                    turn,
                    clock.instant(),
                    last ->
                        last.counts(counts)
                            .messages(Sentences.in(held.language()).messages(counts, false))));
  }
}
