package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.ImportView;
import dev.rollbook.imports.Imports;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The review of an import (SPEC S3): its preview, and its start. */
final class ReviewResource {

  private final Imports imports;
  private final Directory directory;
  private final Buckets buckets;
  private final Commands commands;
  private final Clock clock;

  ReviewResource(
      Imports imports, Directory directory, Buckets buckets, Commands commands, Clock clock) {
    this.imports = imports;
    this.directory = directory;
    this.buckets = buckets;
    this.commands = commands;
    this.clock = clock;
  }

  /** {@code GET /imports/{id}/preview} (SPEC R12). */
  Response preview(Request request, String importId) {
    Import found = Tenancy.find(imports, request.tenant(), importId);
    return buckets
        .files(found)
        .preview()
        .map(preview -> Response.ok(Json.MAPPER.<JsonNode>valueToTree(preview)))
        .orElseThrow(
            () ->
                new Problem(
                    404,
                    "PREVIEW_MISSING",
                    "there is no preview; only an import with review: true has one, once it is"
                        + " read and until it ends"));
  }

  /** {@code POST /imports/{id}/start}: goes on, with options that may have changed. */
  Response start(Request request, String importId) {
    Import found = Tenancy.find(imports, request.tenant(), importId);
    requireInReview(found);
    Fields fields = Fields.of(request.json(), Set.of("mapping", "options"));
    ImportOptions options = options(found, fields.object());
    if (isReadAlike(found.options(), options)) {
      buckets
          .files(found)
          .preview()
          .ifPresent(preview -> new MappedColumns(preview.columns()).require(found, options));
    }
    Import now =
        imports
            .change(
                request.tenant(),
                importId,
                waiting -> {
                  requireInReview(waiting);
                  return ImportLife.started(waiting, options, clock.instant());
                })
            .orElseThrow(() -> Problem.notFound("import '" + importId + "'"));
    commands.send(Command.of(Command.Action.DISPATCH, now.tenant(), now.importId()));
    return Response.accepted(ImportView.of(now));
  }

  private static void requireInReview(Import found) {
    if (ImportLife.awaited(found) != Awaited.REVIEW) {
      throw Problem.conflict(
          "NOT_IN_REVIEW", "the import is " + found.status() + ", not waiting for a review");
    }
  }

  /** What the import has, and what is said anew. The profile has had its say when it was made. */
  private ImportOptions options(Import found, ObjectNode body) {
    ObjectNode merged = Json.MAPPER.valueToTree(found.options());
    if (body.path("options") instanceof ObjectNode changed) {
      merged.setAll(changed);
    } else if (body.hasNonNull("options")) {
      throw Problem.invalid("options must be an object");
    }
    if (body.hasNonNull("mapping")) {
      merged.set("mapping", body.get("mapping"));
    }
    merged.put("review", true); // it was reviewed, and so has a preview to be removed
    TenantSettings settings = Tenancy.settings(directory, found.tenant());
    return Tenancy.options(
        directory, found.tenant(), settings.with(TenantSettings.Profile.EMPTY), merged);
  }

  /** Whether the preview's columns are those that the file has with other options, too. */
  private static boolean isReadAlike(ImportOptions before, ImportOptions after) {
    return List.of(
            before.format(), before.charset(), before.delimiter(), before.header(), before.sheet())
        .equals(
            List.of(
                after.format(), after.charset(), after.delimiter(), after.header(), after.sheet()));
  }
}
