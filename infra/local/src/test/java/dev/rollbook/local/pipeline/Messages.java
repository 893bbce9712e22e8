package dev.rollbook.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.local.pipeline.FaultProxy.Call;
import dev.rollbook.local.pipeline.Service.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Calls that send messages to a queue, with the messages on their way. */
final class Messages {

  private Messages() {}

  /** The same call with messages that come later. */
  static byte[] later(Call call, int seconds) {
    ObjectNode asked = (ObjectNode) Pipeline.json(call.body());
    if (asked.has("Entries")) {
      asked.path("Entries").forEach(entry -> ((ObjectNode) entry).put("DelaySeconds", seconds));
    } else {
      asked.put("DelaySeconds", seconds);
    }
    return Json.bytes(asked);
  }

  /** The answer of a queue that took them; they are nowhere. */
  static Reply lost(Call call) {
    JsonNode asked = Pipeline.json(call.body());
    ObjectNode answer = Json.MAPPER.createObjectNode();
    if (asked.has("Entries")) {
      ArrayNode successful = answer.putArray("Successful");
      asked
          .path("Entries")
          .forEach(entry -> take(successful.addObject(), entry).set("Id", entry.path("Id")));
      answer.putArray("Failed");
    } else {
      take(answer, asked);
    }
    return new Reply(
        200, Map.of("Content-Type", List.of("application/x-amz-json-1.0")), Json.bytes(answer));
  }

  private static ObjectNode take(ObjectNode answer, JsonNode message) {
    return answer
        .put("MessageId", UUID.randomUUID().toString())
        .put("MD5OfMessageBody", md5(message.path("MessageBody").asText()));
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
