package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.testkit.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** The published rules, and what the emulator charges where it says so. */
class ItemSizeTest {

  @Test
  void shouldCountNamesAndValuesByTheirKind() {
    assertThat(ItemSize.of(Map.of("größe", Values.text("日本")))).isEqualTo(7 + 6);
    assertThat(ItemSize.of(Values.flag(true))).isEqualTo(1);
    assertThat(ItemSize.of(AttributeValue.fromNul(true))).isEqualTo(1);
    assertThat(ItemSize.of(Values.number(7))).isEqualTo(2);
    assertThat(ItemSize.of(Values.number(-1234))).isEqualTo(4);
    assertThat(ItemSize.of(Values.texts(Set.of("a", "bc")))).isEqualTo(3);
    assertThat(ItemSize.of(AttributeValue.fromNs(List.of("1", "234")))).isEqualTo(2 + 3);
    SdkBytes bytes = SdkBytes.fromByteArray(new byte[5]);
    assertThat(ItemSize.of(AttributeValue.fromB(bytes))).isEqualTo(5);
    assertThat(ItemSize.of(AttributeValue.fromBs(List.of(bytes)))).isEqualTo(5);
    assertThat(ItemSize.of(AttributeValue.fromL(List.of(Values.text("ab"))))).isEqualTo(3 + 1 + 2);
    assertThat(ItemSize.of(AttributeValue.fromM(Map.of("k", Values.text("ab")))))
        .isEqualTo(3 + 1 + 1 + 2);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "1024,1", "1025,2", "2048,2", "2049,3"})
  void shouldChargeEachKilobyteBegun(int bytes, int units) {
    assertThat(ItemSize.writeUnits(bytes)).isEqualTo(units);
  }

  @ParameterizedTest
  @CsvSource({"10", "900", "1000", "1100", "2040", "5000"})
  void shouldChargeWhatTheServiceSaysItCharges(int length) { // SPEC A7
    try (DynamoDbClient client = LocalDynamoDb.client()) {
      String table = LocalDynamoDb.directoryTable(client);
      DynamoUsers users = new DynamoUsers(client, table);
      UserChange change = Sample.texts(Map.of("phone", "0", "property:text", "x".repeat(length)));
      Meter created = new Meter();
      Meter updated = new Meter();
      Meter shortened = new Meter();

      users.write(
          "t1",
          new Turn("I1", 1),
          List.of(UserWrite.create("ada", change, "")),
          Sample.NOW,
          created);
      users.write(
          "t1",
          new Turn("I2", 2),
          List.of(Sample.update("ada", Sample.texts(Map.of("phone", "1")))),
          Sample.NOW,
          updated);
      Map<String, AttributeValue> item =
          new DynamoTable(client, table).get(DirectoryKeys.user("t1", "ada")).orElseThrow();
      UserChange shorter =
          UserChange.NONE.with(
              Map.of("property:text", new UserChange.Text("x".repeat(length), "y")));
      users.write(
          "t1",
          new Turn("I3", 3),
          List.of(UserWrite.update("ada", shorter, "")),
          Sample.NOW,
          shortened);

      double charged =
          client
              .putItem(
                  r ->
                      r.tableName(table)
                          .item(item)
                          .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
              .consumedCapacity()
              .capacityUnits();
      assertThat(updated.writeUnits()).isEqualTo(charged);
      assertThat(shortened.writeUnits()).isEqualTo(charged);
      assertThat(created.writeUnits()).isEqualTo(charged);
    }
  }
}
