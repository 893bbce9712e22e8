package dev.rollbook.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rollbook.imports.DerivedImports;
import dev.rollbook.imports.DerivedImports.Refused;
import dev.rollbook.imports.DerivedImports.Start;
import dev.rollbook.imports.DerivedImports.Started;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Imports;
import java.util.Set;

/** {@code POST /imports/{id}/apply} and {@code …/undo} (SPEC S10, S11). */
final class DerivedResource {

  private final Imports imports;
  private final DerivedImports derived;

  DerivedResource(Imports imports, DerivedImports derived) {
    this.imports = imports;
    this.derived = derived;
  }

  /** Has the plan of a dry run applied. Without a body it is applied as it was made. */
  Response apply(Request request, String importId) {
    Import found = Tenancy.find(imports, request.tenant(), importId);
    boolean force =
        !request.body().isBlank()
            && Fields.of(request.json(), Set.of("force")).flag("force", false);
    return answer(found, derived.apply(found, force));
  }

  /** Has an import undone, or planned to be. */
  Response undo(Request request, String importId) {
    Import found = Tenancy.find(imports, request.tenant(), importId);
    boolean dryRun = Fields.of(request.json(), Set.of("dryRun")).flag("dryRun", false);
    return answer(found, derived.undo(found, dryRun));
  }

  private static Response answer(Import found, Start start) {
    if (start instanceof Refused refused) {
      throw problem(found, refused);
    }
    return Response.accepted(
        JsonNodeFactory.instance.objectNode().put("importId", ((Started) start).importId()));
  }

  private static Problem problem(Import found, Refused refused) {
    return switch (refused.why()) {
      case NOT_A_DRY_RUN ->
          Problem.conflict(
              "NOT_A_DRY_RUN",
              "the import was no dry run, and so has written its users; only the plan of a dry run"
                  + " can be applied");
      case NOT_COMPLETED ->
          Problem.conflict(
              "NOT_COMPLETED",
              "the import is %s; wait until it has completed".formatted(found.status()));
      case PLAN_GONE -> PlanResource.planGone();
      case ALREADY_APPLIED ->
          Problem.conflict(
              "ALREADY_APPLIED",
              "the plan was applied by the import '%s'; make a new dry run to apply more"
                  .formatted(found.links().followedBy()));
      case PASSWORDS_GONE ->
          Problem.conflict(
              "PASSWORDS_GONE",
              "the plan gives users passwords, which went with the roster when the dry run ended;"
                  + " import the roster itself instead");
      case RULES_CHANGED ->
          Problem.conflict(
              "RULES_CHANGED",
              "properties, conditions of groups or settings have changed since the plan was made;"
                  + " make a new dry run, or send {\"force\": true} to apply the plan as it is");
      case NOT_UNDOABLE ->
          Problem.conflict(
              "NOT_UNDOABLE",
              "the import %s; there is nothing of it to be undone"
                  .formatted(
                      found.options().dryRun()
                          ? "was a dry run and wrote no user"
                          : "ended as " + found.status()));
      case ALREADY_UNDONE ->
          Problem.conflict(
              "ALREADY_UNDONE",
              "the import was undone before; undo the import that undid it to take that back");
    };
  }
}
