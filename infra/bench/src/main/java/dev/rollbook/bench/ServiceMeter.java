package dev.rollbook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Counts what is asked of the services, in the units that AWS bills. */
final class ServiceMeter {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** SQS bills each 64 KiB of a request's or an answer's messages. */
  private static final int BILLED_CHUNK = 64 * 1024;

  private static final Set<String> DYNAMO_DB_READS =
      Set.of("GetItem", "BatchGetItem", "Query", "Scan");

  private static final Set<String> DYNAMO_DB_WRITES =
      Set.of(
          "PutItem",
          "UpdateItem",
          "DeleteItem",
          "BatchWriteItem",
          "TransactWriteItems",
          "ExecuteStatement",
          "BatchExecuteStatement");

  /** A write unit is a KB. */
  private static final double UNIT = 1024;

  /** The name of an attribute in the tuple of an insert. */
  private static final Pattern ATTRIBUTE = Pattern.compile("'((?:[^']|'')+)' *:");

  private final Map<String, Double> counts = new TreeMap<>();

  /** Adds to a count. */
  synchronized void add(String what, double amount) {
    counts.merge(what, amount, Double::sum);
  }

  /** All counts until now. */
  synchronized Map<String, Double> counts() {
    return new TreeMap<>(counts);
  }

  /** The sum of the counts whose names begin so, less what they were at a moment before. */
  static double sum(Map<String, Double> now, Map<String, Double> before, String prefix) {
    return now.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .mapToDouble(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0.0))
        .sum();
  }

  /** Has DynamoDB tell what a call consumes, whoever asks. */
  static byte[] askingForUnits(String action, byte[] body) throws IOException {
    if (!DYNAMO_DB_READS.contains(action) && !DYNAMO_DB_WRITES.contains(action)) {
      return body;
    }
    ObjectNode request = (ObjectNode) JSON.readTree(body);
    request.put("ReturnConsumedCapacity", "TOTAL");
    return JSON.writeValueAsBytes(request);
  }

  /** A call of DynamoDB. */
  void dynamoDb(String action, byte[] request, int status, byte[] response) throws IOException {
    add("dynamodb.requests." + action, 1);
    JsonNode answer = JSON.readTree(response);
    boolean reads =
        DYNAMO_DB_READS.contains(action)
            || (action.endsWith("ExecuteStatement") && selects(JSON.readTree(request)));
    String units = reads ? "dynamodb.read." : "dynamodb.write.";
    JsonNode consumed = answer.path("ConsumedCapacity");
    double told = 0;
    for (JsonNode one : consumed.isArray() ? consumed : List.of(consumed)) {
      add(units + table(one.path("TableName").asText("")), one.path("CapacityUnits").asDouble());
      told += one.path("CapacityUnits").asDouble();
    }
    if (action.equals("BatchGetItem") && status == 200) {
      // DynamoDB bills a key that names no item like the smallest one; its emulator bills nothing.
      double least = leastOf(JSON.readTree(request).path("RequestItems"));
      add("dynamodb.read.absent", Math.max(0, least - told));
    }
    if (status != 200
        && answer.path("__type").asText().endsWith("ConditionalCheckFailedException")) {
      // It bills what the write would have cost, and answers with no figure: one unit for a KB.
      add("dynamodb.write.refused", 1);
    }
    if (action.equals("BatchExecuteStatement")) {
      statements(JSON.readTree(request).path("Statements"), answer, !consumed.isMissingNode());
    }
  }

  private static double leastOf(JsonNode tables) {
    double units = 0;
    for (JsonNode table : tables) {
      units += table.path("Keys").size() * (table.path("ConsistentRead").asBoolean() ? 1 : 0.5);
    }
    return units;
  }

  /**
   * DynamoDB tells what a batch of statements consumes, its emulator does not: there an insert
   * counts by the size of its item, and an update for a KB, which the items of the rosters here
   * stay under.
   */
  private void statements(JsonNode asked, JsonNode answer, boolean metered) {
    JsonNode responses = answer.path("Responses");
    for (int i = 0; i < responses.size(); i++) {
      if (responses.get(i).has("Error")) {
        add("dynamodb.write.refused", 1);
      } else if (!metered) {
        String table = asked.get(i).path("Statement").asText();
        add("dynamodb.write." + table(table), units(asked.get(i)));
      }
    }
  }

  private static double units(JsonNode statement) {
    String text = statement.path("Statement").asText();
    if (!text.stripLeading().toUpperCase(Locale.ROOT).startsWith("INSERT")) {
      return 1;
    }
    int bytes = ATTRIBUTE.matcher(text).results().mapToInt(name -> name.group(1).length()).sum();
    for (JsonNode value : statement.path("Parameters")) {
      bytes += bytes(value);
    }
    return Math.ceil(bytes / UNIT);
  }

  /** Of a value; a number counts as its digits, which is more than it takes. */
  private static int bytes(JsonNode value) {
    if (value.isContainerNode()) {
      int bytes = 0;
      for (JsonNode inner : value) {
        bytes += bytes(inner) + 1;
      }
      return bytes;
    }
    return value.isTextual() ? value.asText().getBytes(StandardCharsets.UTF_8).length : 1;
  }

  private static boolean selects(JsonNode request) {
    return request
        .findPath("Statement")
        .asText()
        .stripLeading()
        .toUpperCase(Locale.ROOT)
        .startsWith("SELECT");
  }

  private static String table(String name) {
    return name.toLowerCase(Locale.ROOT).contains("directory") ? "directory" : "imports";
  }

  /** A call of SQS. An empty answer of a poller is not the import's: it comes without one, too. */
  void sqs(String action, byte[] request, byte[] response) throws IOException {
    if (action.equals("ReceiveMessage") && !JSON.readTree(response).has("Messages")) {
      add("sqs-idle", 1);
      return;
    }
    int bytes = action.equals("ReceiveMessage") ? response.length : request.length;
    add("sqs." + action, Math.ceil((double) Math.max(1, bytes) / BILLED_CHUNK));
  }

  /**
   * A call of S3.
   *
   * @param lists whether it names no object, as a listing
   */
  void s3(String method, boolean lists, long sent) {
    switch (method) {
      case "PUT", "POST" -> {
        add("s3.put", 1);
        add("s3-bytes", (double) sent);
      }
      case "DELETE" -> add("s3-free", 1);
      default -> add(lists ? "s3.put" : "s3.get", 1);
    }
  }
}
