package dev.rollbook.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.roster.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An import as the API shows it and a webhook tells it: the summary's shape of SPEC section 8, with
 * progress while it runs.
 */
public final class ImportView {

  private ImportView() {}

  /** The summary. */
  public static ObjectNode of(Import shown) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("importId", shown.importId());
    view.put("name", shown.name());
    view.put("fileName", shown.fileName());
    view.put("status", shown.status().name());
    view.put("dryRun", shown.options().dryRun());
    view.put("createdAt", shown.createdAt().toString());
    view.put("startedAt", shown.startedAt().map(Instant::toString).orElse(null));
    view.put("finishedAt", shown.finishedAt().map(Instant::toString).orElse(null));
    view.set("counts", Json.MAPPER.valueToTree(shown.counts()));
    view.set("deactivation", Json.MAPPER.valueToTree(shown.deactivation()));
    view.set("reading", reading(shown.reading()));
    ArrayNode messages = view.putArray("messages");
    shown.messages().forEach(messages::add);
    putId(view, "applies", shown.links().applies());
    putId(view, "undoes", shown.links().undoes());
    view.put("list", shown.options().list().isEmpty() ? null : shown.options().list());
    view.set(
        "failure",
        shown.failure().isPresent()
            ? Json.MAPPER.valueToTree(shown.failure())
            : JsonNodeFactory.instance.nullNode());
    view.set("cost", Json.MAPPER.valueToTree(shown.cost()));
    return view;
  }

  private static void putId(ObjectNode view, String name, String importId) {
    view.put(name, importId.isEmpty() ? null : importId);
  }

  private static com.fasterxml.jackson.databind.JsonNode reading(Reading reading) {
    return reading.format().isEmpty()
        ? JsonNodeFactory.instance.nullNode()
        : Json.MAPPER.valueToTree(reading);
  }

  /**
   * The same with its progress (SPEC A5).
   *
   * @param rowsDone rows settled so far
   */
  public static ObjectNode running(Import shown, long rowsDone, Instant now) {
    ObjectNode view = of(shown);
    long rowsTotal = shown.workload().rows();
    ObjectNode progress = view.putObject("progress");
    progress.put("phase", shown.status().name());
    progress.put("rowsDone", rowsDone);
    progress.put("rowsTotal", rowsTotal);
    progress.put("percent", rowsTotal == 0 ? 0 : rowsDone * 100 / rowsTotal);
    Optional<Long> left =
        shown
            .startedAt()
            .filter(started -> ImportLife.awaited(shown) == Awaited.ROWS && rowsDone > 0)
            .map(
                started ->
                    Duration.between(started, now).toMillis()
                        * (rowsTotal - rowsDone)
                        / rowsDone
                        / 1000);
    progress.put("secondsLeft", left.orElse(null));
    return view;
  }
}
