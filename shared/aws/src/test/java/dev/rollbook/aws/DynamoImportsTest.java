package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.imports.Imports;
import dev.rollbook.testkit.ImportsContract;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoImportsTest extends ImportsContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.importsTable(CLIENT);

  @Override
  protected Imports imports() {
    return new DynamoImports(CLIENT, table);
  }

  @Test
  void shouldRefuseAForgedCursor() {
    for (String[] position :
        new String[][] {{}, {""}, {"TURN"}, {"I#" + "x".repeat(2_000)}, {null}, {"I#1", ""}}) {
      String forged = new Cursor("t1", "imports").text(position);
      assertThatThrownBy(() -> imports().history("t1", "", 2, forged))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cursor");
    }
  }
}
