package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportView;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.ObjectStore.Presigned;
import dev.rollbook.roster.ReadingOptions;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /imports}. */
final class ImportsResource {

  /** SPEC section 10. */
  private static final int MAX_NAME = 200;

  private final Journal journal;
  private final Directory directory;
  private final ObjectStore uploads;
  private final Supplier<String> ids;
  private final Clock clock;

  ImportsResource(
      Journal journal,
      Directory directory,
      ObjectStore uploads,
      Supplier<String> ids,
      Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.uploads = uploads;
    this.ids = ids;
    this.clock = clock;
  }

  /** {@code POST /imports} (SPEC S1). */
  Response create(Request request) {
    ObjectNode body = request.json();
    Fields fields = Fields.of(body, Set.of("name", "fileName", "size", "options"));
    TenantSettings settings = Tenancy.settings(directory, request.tenant());
    String name = fields.required("name", MAX_NAME);
    String fileName = fileName(fields);
    long size = size(body);
    Import created =
        Import.awaitingUpload(
            request.tenant(),
            ids.get(),
            name,
            fileName,
            size,
            Tenancy.options(
                directory,
                request.tenant(),
                settings,
                body.has("options") ? body.get("options") : JsonNodeFactory.instance.objectNode()),
            settings.language(),
            clock.instant());
    if (!journal.imports().create(created)) {
      throw Problem.conflict("NAME_TAKEN", "there is an import named '" + name + "' already");
    }
    Presigned upload = uploads.presignUpload(created.upload().key(), size, Import.UPLOAD_LIFE);
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("importId", created.importId());
    ObjectNode put = view.putObject("upload");
    put.put("method", upload.method());
    put.put("url", upload.url().toString());
    ObjectNode headers = put.putObject("headers");
    upload.headers().forEach(headers::put);
    put.put("expiresAt", upload.expiresAt().toString());
    return Response.created(view);
  }

  private static String fileName(Fields fields) {
    String fileName = fields.required("fileName", MAX_NAME);
    if (fileName.contains("/") || fileName.contains("\\")) {
      throw Problem.invalid("fileName must be a name without slashes, not a path");
    }
    return fileName;
  }

  private static long size(ObjectNode body) {
    JsonNode size = body.path("size");
    if (!size.isIntegralNumber() || size.asLong() < 0) {
      throw Problem.invalid("size must be the file's size in bytes");
    }
    if (size.asLong() > ReadingOptions.FILE_BYTES) {
      throw new Problem(
          400,
          "FILE_TOO_LARGE",
          "a file has at most " + ReadingOptions.FILE_BYTES + " bytes, not " + size.asLong());
    }
    return size.asLong();
  }

  /** {@code GET /imports} (SPEC A4). */
  Response list(Request request) {
    return Response.page(
        Paging.page(
            request,
            (limit, cursor) ->
                journal
                    .imports()
                    .history(request.tenant(), request.parameter("name"), limit, cursor),
            ImportView::of));
  }

  /** {@code GET /imports/{id}}, with its settings (SPEC A5, C5). */
  Response show(Request request, String importId) {
    Import found = Tenancy.find(journal.imports(), request.tenant(), importId);
    ObjectNode view =
        ImportLife.hasEnded(found)
            ? ImportView.of(found)
            : ImportView.running(
                found, journal.progress().settled(importId).tally().rows(), clock.instant());
    view.set("options", options(found));
    return Response.ok(view);
  }

  /**
   * Those that hold, whether chosen, of the profile or the default. Nobody chooses those of an
   * undo.
   */
  private static JsonNode options(Import shown) {
    return shown.links().isUndo()
        ? JsonNodeFactory.instance.nullNode()
        : Json.MAPPER.valueToTree(shown.options());
  }
}
