package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Written;
import dev.rollbook.testkit.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** What DynamoDB does and its emulator never: batches done in part, answers that get lost. */
class FaultyDynamoDbTest {

  private static final List<UserWrite> WRITES =
      IntStream.range(0, 60).mapToObj(i -> Sample.creation("user" + i)).toList();

  private static DynamoDbClient client(ExecutionInterceptor fault) {
    return LocalDynamoDb.builder()
        .overrideConfiguration(c -> c.addExecutionInterceptor(fault))
        .build();
  }

  private static final Turn TURN = new Turn("I1", 1);

  @Test
  void shouldAskAgainForWhatABatchLeftUndone() {
    try (DynamoDbClient client = client(new PartOfABatch(8))) {
      DynamoUsers users = new DynamoUsers(client, LocalDynamoDb.directoryTable(client));

      Map<String, Written> written = users.write("t1", TURN, WRITES, Sample.NOW, new Meter());

      List<String> names = WRITES.stream().map(UserWrite::username).toList();
      assertThat(written).hasSize(60);
      assertThat(written.values()).containsOnly(Written.DONE);
      assertThat(users.find("t1", names, new Meter())).hasSize(60);
    }
  }

  @Test
  void shouldGiveUpOnStatementsThatAreNeverDone() {
    try (DynamoDbClient client = client(new PartOfABatch(0))) {
      DynamoUsers users = new DynamoUsers(client, LocalDynamoDb.directoryTable(client));

      assertThatThrownBy(
              () -> users.write("t1", TURN, WRITES.subList(0, 2), Sample.NOW, new Meter()))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("2 of 2 users unwritten after 10 tries");
    }
  }

  @Test
  void shouldGiveUpOnABatchThatIsNeverDone() {
    try (DynamoDbClient client = client(new PartOfABatch(0))) {
      DynamoUsers users = new DynamoUsers(client, LocalDynamoDb.directoryTable(client));

      assertThatThrownBy(() -> users.find("t1", List.of("ada", "bob"), new Meter()))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("2 of 2 items unread after 10 tries");
    }
  }

  @Test
  void shouldKnowItsOwnWriteWhenTheAnswerGotLost() {
    AtomicInteger calls = new AtomicInteger();
    try (DynamoDbClient sound = LocalDynamoDb.client();
        DynamoDbClient client =
            client(
                new ExecutionInterceptor() {
                  @Override
                  public void beforeExecution(
                      Context.BeforeExecution context, ExecutionAttributes attributes) {
                    // The SDK sends a request again whose answer got lost: then it was made twice.
                    if (context.request() instanceof BatchExecuteStatementRequest request
                        && calls.getAndIncrement() == 0) {
                      sound.batchExecuteStatement(request);
                    }
                  }
                })) {
      DynamoUsers users = new DynamoUsers(client, LocalDynamoDb.directoryTable(client));

      Map<String, Written> written = users.write("t1", TURN, WRITES, Sample.NOW, new Meter());

      assertThat(written).hasSize(60);
      assertThat(written.values()).containsOnly(Written.DONE, Written.BEFORE);
      assertThat(written.values().stream().filter(how -> how == Written.BEFORE))
          .hasSizeBetween(10, 25);
    }
  }

  /** Lets the service see no more of a batch than a few, and calls the rest unprocessed. */
  private record PartOfABatch(int most) implements ExecutionInterceptor {
    private static final ExecutionAttribute<SdkRequest> ASKED = new ExecutionAttribute<>("asked");

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      attributes.putAttribute(ASKED, context.request());
      if (context.request() instanceof BatchExecuteStatementRequest request && most > 0) {
        return request.toBuilder().statements(first(request.statements())).build();
      }
      if (context.request() instanceof BatchGetItemRequest request && most > 0) {
        KeysAndAttributes keys = only(request.requestItems());
        return request.toBuilder()
            .requestItems(
                Map.of(
                    table(request.requestItems()),
                    keys.toBuilder().keys(first(keys.keys())).build()))
            .build();
      }
      return context.request();
    }

    @Override
    public SdkResponse modifyResponse(
        Context.ModifyResponse context, ExecutionAttributes attributes) {
      SdkRequest asked = attributes.getAttribute(ASKED);
      if (context.response() instanceof BatchExecuteStatementResponse response
          && asked instanceof BatchExecuteStatementRequest request) {
        List<BatchStatementResponse> answers =
            new ArrayList<>(most == 0 ? List.of() : response.responses());
        while (answers.size() < request.statements().size()) {
          answers.add(
              BatchStatementResponse.builder()
                  .error(e -> e.code(BatchStatementErrorCodeEnum.THROTTLING_ERROR))
                  .build());
        }
        return response.toBuilder().responses(answers).build();
      }
      if (context.response() instanceof BatchGetItemResponse response
          && asked instanceof BatchGetItemRequest request) {
        KeysAndAttributes keys = only(request.requestItems());
        List<Map<String, AttributeValue>> rest = rest(keys.keys());
        return rest.isEmpty()
            ? response
            : response.toBuilder()
                .unprocessedKeys(
                    Map.of(table(request.requestItems()), keys.toBuilder().keys(rest).build()))
                .build();
      }
      return context.response();
    }

    private static <T> T only(Map<String, T> byTable) {
      return byTable.values().iterator().next();
    }

    private static String table(Map<String, ?> byTable) {
      return byTable.keySet().iterator().next();
    }

    private <T> List<T> first(List<T> items) {
      return items.subList(0, Math.min(most, items.size()));
    }

    private <T> List<T> rest(List<T> items) {
      return items.subList(Math.min(most, items.size()), items.size());
    }
  }
}
