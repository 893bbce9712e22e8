package dev.rollbook.api;

import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportView;
import dev.rollbook.imports.Imports;
import java.time.Clock;

/** {@code POST /imports/{id}/cancel} (SPEC S8). */
final class CancelResource {

  private final Imports imports;
  private final ImportCloser closer;
  private final Clock clock;

  CancelResource(Imports imports, ImportCloser closer, Clock clock) {
    this.imports = imports;
    this.closer = closer;
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
            .change(
                request.tenant(),
                importId,
                closer.telling(
                    request.tenant(), open -> ImportLife.cancelled(open, clock.instant())))
            .orElseThrow(() -> Problem.notFound("import '" + importId + "'"));
    if (ImportLife.wasCancelled(now)) {
      // Also for one that was cancelled before: a crash may have come between the two.
      closer.cleanUp(now);
    }
    if (ImportLife.isCancelled(now) && ImportLife.mayBeCancelled(now)) {
      return Response.accepted(ImportView.of(now));
    }
    if (!ImportLife.mayBeCancelled(before) || !ImportLife.wasCancelled(now)) {
      throw Problem.conflict(
          "NOT_CANCELLABLE",
          "the import is "
              + now.status()
              + "; only one that has not ended its rows can be cancelled");
    }
    return Response.ok(ImportView.of(now));
  }
}
