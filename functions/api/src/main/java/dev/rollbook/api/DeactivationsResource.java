package dev.rollbook.api;

import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportView;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Ticket;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** {@code /imports/{id}/deactivations/…}: what becomes of a held plan (SPEC D6). */
final class DeactivationsResource {

  private final Journal journal;
  private final Buckets buckets;
  private final Commands commands;
  private final Clock clock;

  DeactivationsResource(Journal journal, Buckets buckets, Commands commands, Clock clock) {
    this.journal = journal;
    this.buckets = buckets;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * {@code POST …/approve}. The plan is applied by finalize in a turn of its own and held until
   * that is done; approving again in between sends the command again, which may have been lost.
   */
  Response approve(Request request, String importId) {
    Import found = Tenancy.find(journal.imports(), request.tenant(), importId);
    if (ImportLife.isApprovalApplied(found)) {
      return Response.accepted(ImportView.of(found));
    }
    requireHeld(found);
    if (ImportLife.isPlanGone(found, clock.instant()) || buckets.files(found).plan(0).isEmpty()) {
      throw PlanResource.planGone();
    }
    Import now = changed(found, ImportLife::approved);
    if (ImportLife.isApprovalApplied(now)) {
      return Response.accepted(ImportView.of(now)); // in between, as somebody else approved it
    }
    requireHeld(now);
    Ticket ticket = Ticket.ofApproval(importId);
    // One that waits is set going by whoever passes the turn on.
    if (journal.turns().take(request.tenant(), ticket).isPresent()) {
      commands.send(Command.of(Command.Action.APPROVE, request.tenant(), importId));
    }
    return Response.accepted(ImportView.of(now));
  }

  /** {@code POST …/discard}. */
  Response discard(Request request, String importId) {
    Import found = Tenancy.find(journal.imports(), request.tenant(), importId);
    Import now = changed(found, ImportLife::discarded);
    if (ImportLife.isApproved(now)) {
      throw Problem.conflict("NOT_HELD", "the deactivations are approved and being applied");
    }
    if (!ImportLife.isDiscarded(now)) {
      throw notHeld(now);
    }
    return Response.ok(ImportView.of(now));
  }

  private Import changed(Import found, Function<Import, Optional<Import>> step) {
    return journal
        .imports()
        .change(found.tenant(), found.importId(), step)
        .orElseThrow(() -> Problem.notFound("import '" + found.importId() + "'"));
  }

  private static void requireHeld(Import found) {
    if (!ImportLife.isHeld(found)) {
      throw notHeld(found);
    }
  }

  private static Problem notHeld(Import found) {
    return Problem.conflict(
        "NOT_HELD",
        "the import has no held deactivations; theirs is the state "
            + found.deactivation().state());
  }
}
