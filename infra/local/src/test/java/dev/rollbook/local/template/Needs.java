package dev.rollbook.local.template;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rights that a function's code needs, as {@code action resource}: the resource is the logical
 * id of a table or queue, or a bucket's with a prefix.
 */
final class Needs {

  private static final String DIRECTORY = "DirectoryTable";
  private static final String IMPORTS = "ImportsTable";

  /** Which table an adapter works on. */
  private static final Map<String, String> TABLES =
      Map.of(
          "DynamoUsers", DIRECTORY,
          "DynamoGroups", DIRECTORY,
          "DynamoTenants", DIRECTORY,
          "DynamoImports", IMPORTS,
          "DynamoTurns", IMPORTS,
          "DynamoChanges", IMPORTS,
          "DynamoProgress", IMPORTS,
          "DynamoWebhooks", IMPORTS,
          "DynamoHandEdits", IMPORTS);

  /** What IAM calls the calls of DynamoDB. */
  private static final Map<String, List<String>> OF_DYNAMO_DB =
      Map.of(
          "getItem", List.of("GetItem"),
          "putItem", List.of("PutItem"),
          "updateItem", List.of("UpdateItem"),
          "deleteItem", List.of("DeleteItem"),
          "query", List.of("Query"),
          "batchGetItem", List.of("BatchGetItem"),
          // Its statements insert and update.
          "batchExecuteStatement", List.of("PartiQLInsert", "PartiQLUpdate"),
          // Its only items are puts, but for those of users.
          "transactWriteItems", List.of("PutItem"));

  private static final Set<String> PARSE = Set.of("READ", "DISPATCH", "RESEND", "GIVE_UP");
  private static final Set<String> FINALIZE =
      Set.of(
          "FINISH",
          "DEACTIVATE",
          "APPROVE",
          "DEACTIVATE_APPROVED",
          "LEAVE",
          "LEAVE_SHARD",
          "CHANGE");

  /** Calls of a client that are none of its service. */
  private static final Set<String> NO_CALLS = Set.of("builder", "build", "create", "close");

  private Needs() {}

  /** Every right that the code reached may ask for. */
  static Set<String> of(Reach reach) {
    Set<String> needs = new TreeSet<>();
    for (Reach.Call call : reach.calls()) {
      if (NO_CALLS.contains(call.name())) {
        continue;
      }
      switch (call.owner()) {
        case "DynamoDbClient" ->
            actions(call).forEach(action -> needs.add("dynamodb:" + action + " " + table(call)));
        case "S3Client", "S3Presigner" -> needs.addAll(ObjectRights.of(call));
        case "SqsClient" -> queues(call, reach).forEach(queue -> needs.add(send(queue)));
        default -> {
          // Nothing that IAM watches.
        }
      }
    }
    return needs;
  }

  static String send(String queue) {
    return "sqs:SendMessage " + queue;
  }

  private static List<String> actions(Reach.Call call) {
    if (!OF_DYNAMO_DB.containsKey(call.name())) {
      throw new AssertionError("which right does " + call + " need?");
    }
    if (call.name().equals("transactWriteItems") && call.via().startsWith("DynamoUsers.")) {
      return List.of("PutItem", "DeleteItem"); // of users who get other names
    }
    return OF_DYNAMO_DB.get(call.name());
  }

  private static String table(Reach.Call call) {
    if (call.via().isEmpty()) {
      throw new AssertionError(call + " reaches a table by no adapter");
    }
    return Set.of("DynamoImports.open", "DynamoChanges.open").contains(call.via())
            && call.name().equals("query")
        ? IMPORTS + "/index/OpenImports"
        : TABLES.get(call.via().substring(0, call.via().indexOf('.')));
  }

  private static Set<String> queues(Reach.Call call, Reach reach) {
    return switch (call.via()) {
      case "SqsRowQueue.send" -> Set.of("RowsQueue");
      case "SqsNotifications.send" -> Set.of("NotificationsQueue");
      case "SqsDeliveryQueue.send" -> Set.of("WebhookQueue");
      case "SqsCommands.send" -> commanded(reach);
      default -> throw new AssertionError("which queue does " + call + " send to?");
    };
  }

  /** Where the commands go that the code names. */
  private static Set<String> commanded(Reach reach) {
    Set<String> queues = new HashSet<>();
    for (String constant : reach.constants()) {
      if (constant.startsWith("Action.")) {
        String action = constant.substring("Action.".length());
        if (PARSE.contains(action)) {
          queues.add("ParseQueue");
        } else if (FINALIZE.contains(action)) {
          queues.add("FinalizeQueue");
        } else {
          throw new AssertionError("where does the command " + action + " go?");
        }
      }
    }
    return queues;
  }
}
