package dev.rollbook.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.local.pipeline.FaultProxy.Call;
import dev.rollbook.local.pipeline.Service.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Has a service do every other part of a call, and answers as the service does of such a case. */
final class PartialCall {

  /** What a statement ends with that is to be asked again. */
  private static final List<String> TEMPORARY =
      List.of(
          "ProvisionedThroughputExceeded",
          "ThrottlingError",
          "RequestLimitExceeded",
          "InternalServerError",
          "TransactionConflict");

  /** Asks the service. */
  interface Ask {
    Reply ask(byte[] body) throws IOException, InterruptedException;
  }

  private final ObjectNode asked;
  private final Ask service;
  private final Random random;

  private PartialCall(Call call, Ask service) {
    this.asked = (ObjectNode) Pipeline.json(call.body());
    this.service = service;
    this.random = new Random(call.body().length());
  }

  static Reply make(Call call, Ask service) throws IOException, InterruptedException {
    PartialCall part = new PartialCall(call, service);
    return switch (call.action()) {
      case "BatchGetItem" -> part.keys();
      case "BatchExecuteStatement" -> part.statements();
      case "SendMessageBatch" -> part.entries();
      case "Query" -> part.page();
      default -> throw new IllegalArgumentException(call.action() + " is done whole or not at all");
    };
  }

  /** A page may end anywhere, and says where the next begins. */
  private Reply page() throws IOException, InterruptedException {
    asked.put("Limit", 1);
    return service.ask(Json.bytes(asked));
  }

  private Reply keys() throws IOException, InterruptedException {
    ObjectNode unprocessed = Json.MAPPER.createObjectNode();
    ObjectNode tables = (ObjectNode) asked.path("RequestItems");
    for (String table : fields(tables)) {
      ObjectNode request = (ObjectNode) tables.path(table);
      ObjectNode rest = request.deepCopy();
      rest.set("Keys", heldBack((ArrayNode) request.path("Keys")));
      if (!rest.path("Keys").isEmpty()) {
        unprocessed.set(table, rest);
      }
      if (request.path("Keys").isEmpty()) {
        tables.remove(table);
      }
    }
    if (tables.isEmpty()) {
      ObjectNode none = Json.MAPPER.createObjectNode();
      none.putObject("Responses");
      return reply(none.set("UnprocessedKeys", unprocessed));
    }
    return changed(
        service.ask(Json.bytes(asked)), answer -> answer.set("UnprocessedKeys", unprocessed));
  }

  private Reply statements() throws IOException, InterruptedException {
    ArrayNode statements = (ArrayNode) asked.path("Statements");
    List<Boolean> held = new ArrayList<>();
    ArrayNode passed = Json.MAPPER.createArrayNode();
    for (JsonNode statement : statements) {
      held.add(random.nextBoolean());
      if (!held.get(held.size() - 1)) {
        passed.add(statement);
      }
    }
    ArrayNode responses = Json.MAPPER.createArrayNode();
    if (passed.isEmpty()) {
      held.forEach(each -> responses.add(temporary()));
      return reply(Json.MAPPER.createObjectNode().set("Responses", responses));
    }
    asked.set("Statements", passed);
    return changed(
        service.ask(Json.bytes(asked)),
        answer -> {
          var made = answer.path("Responses").elements();
          held.forEach(each -> responses.add(each ? temporary() : made.next()));
          answer.set("Responses", responses);
        });
  }

  private JsonNode temporary() {
    ObjectNode response = Json.MAPPER.createObjectNode();
    response
        .putObject("Error")
        .put("Code", TEMPORARY.get(random.nextInt(TEMPORARY.size())))
        .put("Message", "injected");
    return response;
  }

  private Reply entries() throws IOException, InterruptedException {
    ArrayNode held = heldBack((ArrayNode) asked.path("Entries"));
    ArrayNode failed = Json.MAPPER.createArrayNode();
    held.forEach(
        entry ->
            failed
                .addObject()
                .put("Id", entry.path("Id").asText())
                .put("SenderFault", false)
                .put("Code", "InternalError"));
    if (asked.path("Entries").isEmpty()) {
      ObjectNode none = Json.MAPPER.createObjectNode();
      none.putArray("Successful");
      return reply(none.set("Failed", failed));
    }
    return changed(service.ask(Json.bytes(asked)), answer -> answer.set("Failed", failed));
  }

  /** Takes some out of a list. */
  private ArrayNode heldBack(ArrayNode all) {
    ArrayNode held = Json.MAPPER.createArrayNode();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (random.nextBoolean()) {
        held.add(all.remove(i));
      }
    }
    return held;
  }

  private static List<String> fields(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private interface Change {
    void of(ObjectNode answer);
  }

  private static Reply changed(Reply reply, Change change) {
    if (reply.status() != 200) {
      return reply;
    }
    ObjectNode answer = Json.parse(reply.body(), ObjectNode.class);
    change.of(answer);
    Map<String, List<String>> headers = new HashMap<>(reply.headers());
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("x-amz-crc32")); // of the other body
    return new Reply(200, headers, Json.bytes(answer));
  }

  private static Reply reply(JsonNode answer) {
    return new Reply(
        200, Map.of("Content-Type", List.of("application/x-amz-json-1.0")), Json.bytes(answer));
  }
}
