package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Progress;
import dev.rollbook.imports.TallyBuilder;
import dev.rollbook.testkit.ProgressContract;
import dev.rollbook.testkit.Sample;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoProgressTest extends ProgressContract {

  private static final DynamoDbClient CLIENT = LocalDynamoDb.client();
  private final String table = LocalDynamoDb.importsTable(CLIENT);

  @Override
  protected Progress progress() {
    return new DynamoProgress(CLIENT, table, Clock.systemUTC());
  }

  /** An import that runs while a new version is deployed goes on. */
  @Test
  void shouldReadWhatWasNotedBeforeTalliesHadMoreNumbers() {
    Map<String, AttributeValue> item =
        new HashMap<>(new Key(ImportKeys.progress("01J"), "0").item());
    item.put("b0", Values.text("[1,2,3,4,5,6,7,8,9,10,11,12,13.5,14.5,15]"));
    CLIENT.putItem(r -> r.tableName(table).item(item));

    assertThat(progress().settled("01J").tally())
        .isEqualTo(
            TallyBuilder.from(Sample.fullTally()).renamed(0).skipped(0).leavingList(0).build());
  }
}
