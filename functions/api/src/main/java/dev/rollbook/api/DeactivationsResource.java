package dev.rollbook.api;

import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.Wish;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code /imports/{id}/deactivations/…}: what becomes of a held plan (SPEC D6). */
final class DeactivationsResource {

  private final Imports imports;
  private final Buckets buckets;
  private final Commands commands;

  DeactivationsResource(Imports imports, Buckets buckets, Commands commands) {
    this.imports = imports;
    this.buckets = buckets;
    this.commands = commands;
  }

  /**
   * {@code POST …/approve}. It is applied by finalize and held until that is done; approving again
   * in between sends the command again, which may have been lost.
   */
  Response approve(Request request, String importId) {
    Import found = Tenancy.find(imports, request.tenant(), importId);
    if (found.deactivation().state() == State.APPROVED) {
      return Response.accepted(ImportView.of(found));
    }
    requireHeld(found);
    if (buckets.files(found).unlisted(0).isEmpty()) {
      throw Problem.conflict(
          "PLAN_GONE", "the plan is older than 30 days and gone; import a current list instead");
    }
    Import now =
        changed(
            found,
            held ->
                held.wishes().contains(Wish.APPROVE)
                    ? held
                    : held.with().asking(Wish.APPROVE).build());
    commands.send(new Command(Command.Action.APPROVE, now.tenant(), now.importId()));
    return Response.accepted(ImportView.of(now));
  }

  /** {@code POST …/discard}. */
  Response discard(Request request, String importId) {
    Import found = Tenancy.find(imports, request.tenant(), importId);
    if (found.deactivation().state() == State.DISCARDED) {
      return Response.ok(ImportView.of(found));
    }
    return Response.ok(
        ImportView.of(
            changed(
                found,
                held -> {
                  if (held.wishes().contains(Wish.APPROVE)) {
                    throw Problem.conflict(
                        "NOT_HELD", "the deactivations are approved and being applied");
                  }
                  return held.with()
                      .deactivation(held.deactivation().at(State.DISCARDED, 0))
                      .build();
                })));
  }

  private Import changed(Import found, UnaryOperator<Import> change) {
    return imports
        .change(
            found.tenant(),
            found.importId(),
            now -> {
              requireHeld(now);
              Import changed = change.apply(now);
              return changed.equals(now) ? Optional.empty() : Optional.of(changed);
            })
        .orElseThrow(() -> Problem.notFound("import '" + found.importId() + "'"));
  }

  private static void requireHeld(Import found) {
    if (found.deactivation().state() != State.HELD) {
      throw Problem.conflict(
          "NOT_HELD",
          "the import has no held deactivations; theirs is the state "
              + found.deactivation().state());
    }
  }
}
