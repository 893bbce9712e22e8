package dev.rollbook.api;

import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Imports;
import java.time.Duration;

/** What an import left to download (SPEC A3, A12, D6). */
final class ResultsResource {

  /** Long enough to begin a download, short enough for a URL that needs no key. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Imports imports;
  private final Buckets buckets;

  ResultsResource(Imports imports, Buckets buckets) {
    this.imports = imports;
    this.buckets = buckets;
  }

  /** {@code GET /imports/{id}/report}. */
  Response report(Request request, String importId) {
    return download(request, importId, Result.REPORT);
  }

  /** {@code GET /imports/{id}/changes}. */
  Response changes(Request request, String importId) {
    return download(request, importId, Result.CHANGES);
  }

  /** {@code GET /imports/{id}/deactivations}. */
  Response deactivations(Request request, String importId) {
    return download(request, importId, Result.DEACTIVATIONS);
  }

  /** {@code GET /imports/{id}/failed?format=csv|xlsx}. */
  Response failed(Request request, String importId) {
    return switch (request.choice("format", "csv")) {
      case "csv" -> download(request, importId, Result.FAILED_CSV);
      case "xlsx" -> download(request, importId, Result.FAILED_XLSX);
      default -> throw Problem.invalid("format must be csv or xlsx");
    };
  }

  private Response download(Request request, String importId, Result result) {
    Import found = Tenancy.find(imports, request.tenant(), importId);
    String key = buckets.files(found).result(result);
    if (buckets.results().find(key).isEmpty()) {
      throw new Problem(
          404,
          "RESULT_MISSING",
          ImportLife.hasEnded(found)
              ? "the import left no " + result.fileName()
              : "there is no " + result.fileName() + " yet; ask again when the import has ended");
    }
    return Response.found(
        buckets.results().presignDownload(key, found.name() + " " + result.fileName(), LIFE));
  }
}
