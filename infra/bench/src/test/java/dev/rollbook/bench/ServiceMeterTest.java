package dev.rollbook.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What AWS would bill, told from what the emulators are asked and answer. */
class ServiceMeterTest {

  private final ServiceMeter meter = new ServiceMeter();

  @Test
  void shouldAskDynamoDbForTheUnitsOfACallThatHasSome() throws IOException {
    assertThat(new String(ServiceMeter.askingForUnits("Query", "{}".getBytes(UTF_8)), UTF_8))
        .contains("\"ReturnConsumedCapacity\":\"TOTAL\"");
    assertThat(new String(ServiceMeter.askingForUnits("ListTables", "{}".getBytes(UTF_8)), UTF_8))
        .isEqualTo("{}");
  }

  @Test
  void shouldCountUnitsByTheTableAndByReadOrWrite() throws IOException {
    String told =
        "{\"ConsumedCapacity\":{\"TableName\":\"x-DirectoryTable\",\"CapacityUnits\":2.5}}";

    dynamoDb("Query", "{}", 200, told);
    dynamoDb("UpdateItem", "{}", 200, told.replace("Directory", "Imports"));

    assertThat(meter.counts())
        .containsEntry("dynamodb.read.directory", 2.5)
        .containsEntry("dynamodb.write.imports", 2.5)
        .containsEntry("dynamodb.requests.Query", 1.0);
  }

  @Test
  void shouldCountAKeyThatNamesNoItemAsDynamoDbDoes() throws IOException {
    String asked =
        "{\"RequestItems\":{\"x-DirectoryTable\":{\"ConsistentRead\":true,\"Keys\":[{},{},{}]}}}";
    String found =
        "{\"ConsumedCapacity\":[{\"TableName\":\"x-DirectoryTable\",\"CapacityUnits\":1}]}";

    dynamoDb("BatchGetItem", asked, 200, found);

    assertThat(ServiceMeter.sum(meter.counts(), Map.of(), "dynamodb.read.")).isEqualTo(3);
  }

  @Test
  void shouldCountStatementsThatTheEmulatorDoesNotMeter() throws IOException {
    String insert =
        "{\"Statement\":\"INSERT INTO \\\"x-DirectoryTable\\\" VALUE {'pk': ?, 'text': ?}\",\"Parameters\":[{\"S\":\"a\"},{\"S\":\"%s\"}]}"
            .formatted("x".repeat(1_500));
    String update =
        "{\"Statement\":\"UPDATE \\\"x-DirectoryTable\\\" SET a = ?\",\"Parameters\":[]}";

    dynamoDb(
        "BatchExecuteStatement",
        "{\"Statements\":[%s,%s,%s]}".formatted(insert, update, update),
        200,
        "{\"Responses\":[{},{},{\"Error\":{\"Code\":\"ConditionalCheckFailed\"}}]}");

    assertThat(meter.counts())
        .containsEntry("dynamodb.write.directory", 3.0)
        .containsEntry("dynamodb.write.refused", 1.0);
  }

  @Test
  void shouldCountAWriteThatWasRefused() throws IOException {
    dynamoDb("PutItem", "{}", 400, "{\"__type\":\"x#ConditionalCheckFailedException\"}");

    assertThat(meter.counts()).containsEntry("dynamodb.write.refused", 1.0);
  }

  @Test
  void shouldCountMessagesByTheChunksThatAreBilled() throws IOException {
    meter.sqs("SendMessageBatch", new byte[130 * 1024], new byte[10]);
    meter.sqs("ReceiveMessage", new byte[10], "{}".getBytes(UTF_8));
    meter.sqs("ReceiveMessage", new byte[10], "{\"Messages\":[]}".getBytes(UTF_8));

    assertThat(meter.counts())
        .containsEntry("sqs.SendMessageBatch", 3.0)
        .containsEntry("sqs.ReceiveMessage", 1.0)
        .containsEntry("sqs-idle", 1.0);
  }

  @Test
  void shouldTellRequestsOfObjectsByTheirPrice() {
    meter.s3("PUT", false, 7);
    meter.s3("GET", true, 0);
    meter.s3("GET", false, 0);
    meter.s3("DELETE", false, 0);

    assertThat(meter.counts())
        .containsEntry("s3.put", 2.0)
        .containsEntry("s3.get", 1.0)
        .containsEntry("s3-bytes", 7.0);
  }

  private void dynamoDb(String action, String request, int status, String response)
      throws IOException {
    meter.dynamoDb(action, request.getBytes(UTF_8), status, response.getBytes(UTF_8));
  }
}
