package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.InMemoryHandEdits;
import dev.rollbook.testkit.PlainSealer;
import dev.rollbook.testkit.QuickHasher;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The API with everything behind it in memory, asked by the tenant {@code demo}. */
final class ApiOnFakes {

  static final String TENANT = "demo";

  final InMemoryCloud cloud = new InMemoryCloud();
  private int ids;

  ApiOnFakes() {
    cloud.tenants.createIfMissing(TENANT);
  }

  Api api() {
    return new Api(
        cloud.journal(),
        cloud.changesPort(),
        cloud.directory(),
        new InMemoryHandEdits(),
        cloud.buckets(),
        cloud.commandsPort(),
        new QuickHasher(),
        new PlainSealer(),
        SomeNames.addresses(),
        this::nextId,
        cloud.clock);
  }

  private String nextId() {
    ids++;
    return "01J%023d".formatted(ids);
  }

  /** Asks as {@code GET /users?limit=2}. */
  Response ask(String method, String pathAndQuery, String body) {
    return askAs(TENANT, method, pathAndQuery, body);
  }

  Response askAs(String tenant, String method, String pathAndQuery, String body) {
    String[] parts = pathAndQuery.split("\\?", 2);
    Map<String, String> query =
        parts.length == 1
            ? Map.of()
            : Arrays.stream(parts[1].split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(
                    Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new));
    return api()
        .answer(
            new Request(
                tenant, method, List.of(parts[0].substring(1).split("/", -1)), query, body));
  }

  JsonNode get(String pathAndQuery) {
    return json(ask("GET", pathAndQuery, ""));
  }

  static JsonNode json(Response response) {
    return Json.parse(response.body(), JsonNode.class);
  }
}
