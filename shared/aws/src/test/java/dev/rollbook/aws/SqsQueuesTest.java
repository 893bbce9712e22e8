package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.imports.Notification;
import dev.rollbook.imports.NotificationBuilder;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.roster.RosterRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** What an emulator does not do: partial failures; and the sizes and names that SQS asks for. */
class SqsQueuesTest {

  private final ScriptedSqs sqs = new ScriptedSqs();

  private static RowBatch batch(int number, int length) {
    RosterRow row =
        RosterRow.of(2, "ada", RosterRow.Verdict.APPLY)
            .with()
            .values(Map.of("phone", "x".repeat(length)))
            .build();
    return RowBatch.ofRows("tenant-1", "I1", number, 40, List.of(row));
  }

  private static Notification notification(String id) {
    return NotificationBuilder.builder()
        .id(id)
        .type(Notification.Type.ACTIVATION)
        .tenant("t1")
        .importId("I1")
        .username("ada")
        .email("")
        .language("")
        .template("")
        .product("")
        .offer("")
        .build();
  }

  @Test
  void shouldSendTenMessagesACallAtMost() {
    List<RowBatch> batches = IntStream.range(0, 33).mapToObj(i -> batch(i, 10)).toList();

    new SqsRowQueue(sqs, "url").send(batches);

    assertThat(sqs.calls).hasSize(4).allSatisfy(call -> assertThat(call).hasSizeBetween(1, 10));
    assertThat(sqs.taken).hasSize(33);
    assertThat(sqs.taken)
        .allSatisfy(
            entry -> {
              assertThat(entry.messageGroupId()).isEqualTo("tenant-1");
              assertThat(entry.messageDeduplicationId()).isNull();
            });
  }

  @Test
  void shouldKeepACallUnderItsSize() {
    List<RowBatch> batches = IntStream.range(0, 12).mapToObj(i -> batch(i, 60_000)).toList();

    new SqsRowQueue(sqs, "url").send(batches);

    assertThat(sqs.calls)
        .allSatisfy(
            call ->
                assertThat(call.stream().mapToInt(e -> e.messageBody().length()).sum())
                    .isLessThanOrEqualTo(256 * 1024));
    assertThat(sqs.taken).hasSize(12);
  }

  @Test
  void shouldSendAgainWhatTheQueueDidNotTake() {
    sqs.failuresLeft = 7;

    new SqsRowQueue(sqs, "url").send(IntStream.range(0, 9).mapToObj(i -> batch(i, 5)).toList());

    assertThat(sqs.taken.stream().map(SendMessageBatchRequestEntry::messageBody))
        .hasSize(9)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldFailWhenAMessageCannotBeSent() {
    sqs.failuresLeft = 1;
    sqs.senderFault = true;

    assertThatThrownBy(() -> new SqsRowQueue(sqs, "url").send(List.of(batch(0, 5), batch(1, 5))))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("url did not take 1 of 2 messages")
        .hasMessageContaining("Scripted")
        .hasMessageNotContaining("xxxxx");
  }

  @Test
  void shouldNameMessagesAsTheQueueTakesNames() {
    List<String> ids = List.of("I1/ada", "with blank", "ü", "x".repeat(128), "x".repeat(129));

    new SqsNotifications(sqs, "url").send(ids.stream().map(id -> notification(id)).toList());

    List<String> sent =
        sqs.taken.stream().map(SendMessageBatchRequestEntry::messageDeduplicationId).toList();
    assertThat(sent).allMatch(id -> id.matches("[!-~]{1,128}")).doesNotHaveDuplicates();
    assertThat(sent).contains("I1/ada", "x".repeat(128));
    assertThat(sqs.taken).allMatch(entry -> entry.messageGroupId().matches("t1/[0-9]+"));
  }

  private static final class ScriptedSqs implements SqsClient {
    private final List<List<SendMessageBatchRequestEntry>> calls = new ArrayList<>();
    private final List<SendMessageBatchRequestEntry> taken = new ArrayList<>();
    private int failuresLeft;
    private boolean senderFault;

    @Override
    public synchronized SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      calls.add(request.entries());
      List<BatchResultErrorEntry> failed = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      for (SendMessageBatchRequestEntry entry : request.entries()) {
        assertThat(ids.add(entry.id())).isTrue();
        if (failuresLeft > 0) {
          failuresLeft--;
          failed.add(
              BatchResultErrorEntry.builder()
                  .id(entry.id())
                  .code("Scripted")
                  .senderFault(senderFault)
                  .build());
        } else {
          taken.add(entry);
        }
      }
      return SendMessageBatchResponse.builder().failed(failed).build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {
      // opens nothing
    }
  }
}
