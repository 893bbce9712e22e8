package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.User;
import dev.rollbook.imports.HistoryEntry;
import dev.rollbook.imports.UserHistory;
import java.util.List;

/** {@code GET /users/{username}/history} (SPEC A11). */
final class HistoryResource {

  private final Directory directory;
  private final UserHistory history;

  HistoryResource(Directory directory, UserHistory history) {
    this.directory = directory;
    this.history = history;
  }

  /** What imports and hands did to a user, newest first. */
  Response show(Request request, String username) {
    User user =
        directory
            .users()
            .find(request.tenant(), username)
            .orElseThrow(() -> Problem.notFound("user '" + username + "'"));
    return Response.page(
        Paging.pageOf(
            request,
            (limit, cursor) -> history.page(request.tenant(), user, limit, cursor),
            entries -> views(request.tenant(), entries)));
  }

  private List<JsonNode> views(String tenant, List<HistoryEntry> entries) {
    FieldChangesView fields =
        FieldChangesView.knowing(
            directory.groups(),
            tenant,
            entries.stream().map(HistoryEntry::fields).toList(),
            List.of());
    return entries.stream().map(entry -> view(entry, fields)).toList();
  }

  private static JsonNode view(HistoryEntry entry, FieldChangesView fields) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    boolean byHand = entry.importId().isEmpty();
    view.put("at", entry.at().toString());
    view.put("importId", byHand ? null : entry.importId());
    view.put("importName", byHand ? null : entry.importName());
    view.put("row", entry.row() == 0 ? null : entry.row());
    view.put("action", entry.action().name());
    view.set("fields", fields.of(entry.fields()));
    return view;
  }
}
