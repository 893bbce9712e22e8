package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Conditional writes that go to the service in one request, at the price of single ones. Each ends
 * by itself: what the service leaves undone for the moment is asked again, and what it calls
 * invalid is not made here.
 */
final class StatementBatch {

  /** BatchExecuteStatement takes 25 statements. */
  static final int MOST = 25;

  private static final Set<BatchStatementErrorCodeEnum> TEMPORARY =
      EnumSet.of(
          BatchStatementErrorCodeEnum.REQUEST_LIMIT_EXCEEDED,
          BatchStatementErrorCodeEnum.PROVISIONED_THROUGHPUT_EXCEEDED,
          BatchStatementErrorCodeEnum.THROTTLING_ERROR,
          BatchStatementErrorCodeEnum.TRANSACTION_CONFLICT,
          BatchStatementErrorCodeEnum.INTERNAL_SERVER_ERROR);

  private final DynamoTable table;
  private final Meter meter;

  /** How the writes ended that came to an end here; to be made alone is what is not in it. */
  private final Map<PlannedWrite, ConditionalWrite> ended = new HashMap<>();

  private final List<PlannedWrite> duplicates = new ArrayList<>();
  private final List<PlannedWrite> unmetered = new ArrayList<>();

  private StatementBatch(DynamoTable table, Meter meter) {
    this.table = table;
    this.meter = meter;
  }

  /**
   * A write and its statement.
   *
   * @param write as planned
   * @param request as the service takes it
   */
  record Statement(PlannedWrite write, BatchStatementRequest request) {}

  /**
   * Makes writes of different users.
   *
   * @return how each ended; without those that the service calls invalid in this form, which a
   *     single call may make or refuse for good
   */
  static Map<PlannedWrite, ConditionalWrite> make(
      DynamoTable table, List<Statement> statements, Meter meter) {
    StatementBatch batch = new StatementBatch(table, meter);
    batch.execute(statements);
    batch.readDuplicates();
    batch.readUnmetered();
    return batch.ended;
  }

  private void execute(List<Statement> statements) {
    Backoff backoff = new Backoff();
    List<Statement> open = statements;
    while (!open.isEmpty()) {
      Optional<BatchExecuteStatementResponse> response = send(open);
      if (response.isEmpty()) {
        return;
      }
      open = undone(open, response.get());
      if (!open.isEmpty() && !backoff.again()) {
        throw new UnavailableException(
            "table %s left %d of %d users unwritten after %d tries; ask again later"
                .formatted(table.name(), open.size(), statements.size(), Backoff.TRIES));
      }
    }
  }

  /** Empty if the service calls the request invalid as a whole: then each goes alone. */
  private Optional<BatchExecuteStatementResponse> send(List<Statement> open) {
    List<BatchStatementRequest> requests = open.stream().map(Statement::request).toList();
    try {
      return Optional.of(
          table
              .client()
              .batchExecuteStatement(
                  r ->
                      r.statements(requests).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)));
    } catch (DynamoDbException e) {
      if (ConditionalWrite.isInvalid(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Takes the answers; gives the statements that are to be sent again. */
  private List<Statement> undone(List<Statement> asked, BatchExecuteStatementResponse response) {
    if (response.responses().size() != asked.size()) {
      throw new UnavailableException(
          "table %s answered %d of %d statements"
              .formatted(table.name(), response.responses().size(), asked.size()));
    }
    boolean metered = !response.consumedCapacity().isEmpty();
    response.consumedCapacity().forEach(capacity -> DynamoTable.meter(capacity, meter::wrote));
    List<Statement> again = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      PlannedWrite write = asked.get(i).write();
      BatchStatementResponse answer = response.responses().get(i);
      if (answer.error() == null) {
        done(write, metered);
      } else if (TEMPORARY.contains(answer.error().code())) {
        again.add(asked.get(i));
      } else {
        failed(write, answer.error(), metered).ifPresent(failures::add);
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          "table %s refused %d of %d writes, the first with %s"
              .formatted(table.name(), failures.size(), asked.size(), failures.get(0)));
    }
    return again;
  }

  private void done(PlannedWrite write, boolean metered) {
    ended.put(write, ConditionalWrite.DONE);
    if (metered) {
      return;
    }
    if (write.creates()) {
      meter.wrote(ItemSize.writeUnits(ItemSize.of(write.item())));
    } else {
      unmetered.add(write);
    }
  }

  /** Gives what is wrong, unless it is an answer. */
  private Optional<String> failed(PlannedWrite write, BatchStatementError error, boolean metered) {
    switch (error.code()) {
      case CONDITIONAL_CHECK_FAILED -> {
        Map<String, AttributeValue> old = error.hasItem() ? error.item() : Map.of();
        ended.put(write, ConditionalWrite.failed(old));
        if (!metered) {
          meter.wrote(ItemSize.writeUnits(ItemSize.of(old)));
        }
      }
      case DUPLICATE_ITEM -> {
        duplicates.add(write);
        if (!metered) {
          meter.wrote(ItemSize.writeUnits(0));
        }
      }
      case VALIDATION_ERROR -> {
        return Optional.empty(); // a single call tells whether the item is refused for good
      }
      default -> {
        return Optional.of(error.codeAsString() + ": " + error.message());
      }
    }
    return Optional.empty();
  }

  /** An insertion that finds an item does not say which: only who wrote it last is of interest. */
  private void readDuplicates() {
    Map<Key, Map<String, AttributeValue>> items =
        table.get(
            duplicates.stream().map(PlannedWrite::key).toList(),
            List.of(UserItem.TURN, UserItem.LAST_IMPORT),
            meter);
    duplicates.forEach(
        write ->
            ended.put(write, ConditionalWrite.failed(items.getOrDefault(write.key(), Map.of()))));
  }

  /**
   * The service says what it charged; its emulator does not, and what an update costs goes by the
   * item, the larger of before and after. One item of a request is read for it and stands for the
   * others, since a read of each would take as long as the writes. It is no part of the receipt.
   */
  private void readUnmetered() {
    if (unmetered.isEmpty()) {
      return;
    }
    Key one = unmetered.get(0).key();
    int after =
        ItemSize.of(table.get(List.of(one), List.of(), new Meter()).getOrDefault(one, Map.of()));
    for (PlannedWrite write : unmetered) {
      meter.wrote(ItemSize.writeUnits(after + Math.max(0, write.bytesRemoved())));
    }
  }
}
