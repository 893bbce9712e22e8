package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Page;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.DerivedImports;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.PlanCounts;
import dev.rollbook.imports.PlanItem;
import dev.rollbook.imports.PlanKind;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code GET /imports/{id}/plan} (SPEC A10). */
final class PlanResource {

  private final Imports imports;
  private final Directory directory;
  private final Buckets buckets;
  private final Clock clock;

  PlanResource(Imports imports, Directory directory, Buckets buckets, Clock clock) {
    this.imports = imports;
    this.directory = directory;
    this.buckets = buckets;
    this.clock = clock;
  }

  /** What an import does or did, by kind, with how many there are of each. */
  Response show(Request request, String importId) {
    Import found = Tenancy.find(imports, request.tenant(), importId);
    Optional<PlanKind> kind = kind(request);
    ImportFiles files = buckets.files(found);
    PlanCounts counts = counts(found, files);
    PlanPages pages = new PlanPages(files, found, kind);
    Page<JsonNode> page =
        Paging.pageOf(request, pages::page, items -> views(request.tenant(), found, files, items));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode byKind = Json.MAPPER.valueToTree(counts);
    byKind.remove(List.of("passwords", "staying"));
    body.set("counts", byKind);
    body.put("refusal", refusal(found, counts));
    body.putArray("items").addAll(page.items());
    body.put("cursor", page.cursor().isEmpty() ? null : page.cursor());
    return Response.ok(body);
  }

  /** Why a dry run's plan can never be applied (SPEC S10), whatever else changes meanwhile. */
  private static String refusal(Import found, PlanCounts counts) {
    return found.options().dryRun() && counts.passwords() > 0
        ? DerivedImports.Refusal.PASSWORDS_GONE.name()
        : null;
  }

  private static Optional<PlanKind> kind(Request request) {
    String text = request.parameter("kind");
    Optional<PlanKind> kind = PlanKind.of(text);
    if (!text.isEmpty() && kind.isEmpty()) {
      throw Problem.invalid(
          "kind must be one of %s, not %s"
              .formatted(
                  Arrays.stream(PlanKind.values())
                      .map(PlanKind::text)
                      .collect(Collectors.joining(", ")),
                  text));
    }
    return kind;
  }

  private PlanCounts counts(Import found, ImportFiles files) {
    if (ImportLife.isPlanGone(found, clock.instant())) {
      throw planGone();
    }
    return files.planCounts().orElseThrow(() -> missing(found));
  }

  /** What a plan was, is not kept any more. */
  static Problem planGone() {
    return Problem.conflict(
        "PLAN_GONE", "the plan is older than 30 days and gone; import a current list instead");
  }

  private static Problem missing(Import found) {
    return Problem.conflict(
        "PLAN_MISSING",
        ImportLife.hasEnded(found)
            ? "the import ended as %s before it had a plan".formatted(found.status())
            : "the import is %s and has no plan yet; ask again when its rows are settled"
                .formatted(found.status()));
  }

  private List<JsonNode> views(String tenant, Import of, ImportFiles files, List<PlanItem> items) {
    FieldChangesView fields =
        FieldChangesView.knowing(
            directory.groups(),
            tenant,
            items.stream().map(PlanItem::fields).toList(),
            of.options().dryRun() ? files.plannedGroups() : List.of());
    return items.stream().map(item -> view(item, fields)).toList();
  }

  private static JsonNode view(PlanItem item, FieldChangesView fields) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("kind", item.kind().text());
    view.put("row", item.row() == 0 ? null : item.row());
    view.put("username", item.username());
    view.put("oldUsername", item.oldUsername().isEmpty() ? null : item.oldUsername());
    view.set("fields", fields.of(item.fields()));
    return view;
  }
}
