package dev.rollbook.api;

import dev.rollbook.imports.Ending;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Wish;
import java.time.Clock;
import java.util.Optional;

/** {@code POST /imports/{id}/cancel} (SPEC S8). */
final class CancelResource {

  private final Imports imports;
  private final Ending ending;
  private final Clock clock;

  CancelResource(Imports imports, Ending ending, Clock clock) {
    this.imports = imports;
    this.ending = ending;
    this.clock = clock;
  }

  /**
   * Ends at once an import that has not begun to write; one that runs is asked to leave the rest,
   * and ends when its rows are settled.
   */
  Response cancel(Request request, String importId) {
    Import before = Tenancy.find(imports, request.tenant(), importId);
    Import now =
        imports
            .change(request.tenant(), importId, this::cancelled)
            .orElseThrow(() -> Problem.notFound("import '" + importId + "'"));
    if (now.status() == Status.CANCELLED) {
      // Also for one that was cancelled before: a crash may have come between the two.
      ending.end(now, Status.CANCELLED, true, last -> last);
    }
    if (now.status() == Status.RUNNING) {
      return Response.accepted(ImportView.of(now));
    }
    if (before.status().isEnd() || now.status() != Status.CANCELLED) {
      throw Problem.conflict(
          "NOT_CANCELLABLE",
          "the import is "
              + now.status()
              + "; only one that has not ended its rows can be cancelled");
    }
    return Response.ok(ImportView.of(now));
  }

  private Optional<Import> cancelled(Import now) {
    return switch (now.status()) {
      case AWAITING_UPLOAD, READING, AWAITING_REVIEW, QUEUED ->
          Optional.of(now.to(Status.CANCELLED, clock.instant()));
      case RUNNING ->
          now.wishes().contains(Wish.CANCEL)
              ? Optional.empty()
              : Optional.of(now.with().asking(Wish.CANCEL).build());
      default -> Optional.empty();
    };
  }
}
