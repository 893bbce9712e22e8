package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Written;
import dev.rollbook.testkit.Sample;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** What DynamoDB does and its emulator never: batches done in part, answers that get lost. */
class FaultyDynamoDbTest {

  private static final List<UserWrite> WRITES =
      IntStream.range(0, 60).mapToObj(i -> Sample.creation("user" + i)).toList();

  private static final Turn TURN = new Turn("I1", 1);

  private static DynamoDbClient client(ExecutionInterceptor fault) {
    return LocalDynamoDb.builder()
        .overrideConfiguration(c -> c.addExecutionInterceptor(fault))
        .build();
  }

  @Test
  void shouldAskAgainForWhatAReadLeftUndone() {
    try (DynamoDbClient client = client(new PartOfABatch(8))) {
      DynamoUsers users = new DynamoUsers(client, LocalDynamoDb.directoryTable(client));
      users.write("t1", TURN, WRITES, Sample.NOW, new Meter());

      List<String> names = WRITES.stream().map(UserWrite::username).toList();
      assertThat(users.find("t1", names, new Meter())).hasSize(60);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "REQUEST_LIMIT_EXCEEDED",
        "PROVISIONED_THROUGHPUT_EXCEEDED",
        "THROTTLING_ERROR",
        "TRANSACTION_CONFLICT",
        "INTERNAL_SERVER_ERROR"
      })
  void shouldWriteAgainWhatABatchLeftUndone(BatchStatementErrorCodeEnum code) {
    FaultyStatements faults = new FaultyStatements(code, 2);
    DynamoUsers users = users(faults);

    Map<String, Written> written = users.write("t1", TURN, WRITES, Sample.NOW, new Meter());

    assertThat(written).hasSize(60);
    assertThat(written.values()).containsOnly(Written.DONE);
    assertThat(faults.sizes()).containsExactlyInAnyOrder(25, 25, 10, 9, 8, 3, 9, 8, 3);
  }

  @Test
  void shouldGiveUpOnAWriteThatIsNeverDone() {
    DynamoUsers users =
        users(new FaultyStatements(BatchStatementErrorCodeEnum.THROTTLING_ERROR, 1_000));

    assertThatThrownBy(() -> users.write("t1", TURN, WRITES.subList(0, 5), Sample.NOW, new Meter()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("left 2 of 5 users unwritten after 10 tries");
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCESS_DENIED", "RESOURCE_NOT_FOUND", "UNKNOWN_TO_SDK_VERSION"})
  void shouldNotLoseAStatementsError(BatchStatementErrorCodeEnum code) {
    DynamoUsers users = users(new FaultyStatements(code, 1_000));

    assertThatThrownBy(() -> users.write("t1", TURN, WRITES.subList(0, 5), Sample.NOW, new Meter()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("refused 2 of 5 writes")
        .hasMessageContaining("scripted");
  }

  @Test
  void shouldMakeAloneWhatABatchCallsInvalid() {
    FaultyStatements faults =
        new FaultyStatements(BatchStatementErrorCodeEnum.VALIDATION_ERROR, 1_000);
    DynamoUsers users = users(faults);

    Map<String, Written> written = users.write("t1", TURN, WRITES, Sample.NOW, new Meter());

    assertThat(written).hasSize(60);
    assertThat(written.values()).containsOnly(Written.DONE);
    assertThat(faults.sizes()).hasSize(3);
  }

  @Test
  void shouldWriteAllWhenARequestIsInvalidAsAWhole() {
    DynamoUsers users = users(FaultyStatements.refusing("ValidationException"));

    Map<String, Written> written = users.write("t1", TURN, WRITES, Sample.NOW, new Meter());

    assertThat(written).hasSize(60);
    assertThat(written.values()).containsOnly(Written.DONE);
  }

  @Test
  void shouldNotTakeAnotherFailureOfARequestForAnAnswer() {
    DynamoUsers users = users(FaultyStatements.refusing("AccessDeniedException"));

    assertThatThrownBy(() -> users.write("t1", TURN, WRITES, Sample.NOW, new Meter()))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("AccessDeniedException");
  }

  @Test
  void shouldTakeTheServicesWordForWhatItCharged() { // SPEC A7
    DynamoUsers users = users(FaultyStatements.charging(1.5));
    Meter meter = new Meter();

    users.write("t1", TURN, WRITES, Sample.NOW, meter);

    assertThat(meter.writeUnits()).isEqualTo(60 * 1.5);
  }

  private static DynamoUsers users(FaultyStatements faults) {
    DynamoDbClient client = LocalDynamoDb.client();
    return new DynamoUsers(faults.on(client), LocalDynamoDb.directoryTable(client));
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
    AtomicInteger requests = new AtomicInteger();
    try (DynamoDbClient sound = LocalDynamoDb.client();
        DynamoDbClient client =
            client(
                new ExecutionInterceptor() {
                  @Override
                  public void beforeExecution(
                      Context.BeforeExecution context, ExecutionAttributes attributes) {
                    // The SDK sends a request again whose answer got lost: then it was made twice.
                    if (context.request() instanceof BatchExecuteStatementRequest request
                        && requests.getAndIncrement() == 0) {
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
