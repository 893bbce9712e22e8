package dev.rollbook.aws;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A client whose batches of statements fail in part or as a whole, as the emulator's never do. */
final class FaultyStatements {

  /** The users whose writes fail: every third of those that the tests name by numbers. */
  private static final Pattern VICTIM = Pattern.compile("user(\\d+)");

  private static final int EACH = 3;

  private final BatchStatementErrorCodeEnum code;
  private final int times;
  private final Optional<String> refusal;
  private final double charge;
  private final Map<BatchStatementRequest, Integer> failures = new HashMap<>();
  private final List<Integer> sizes = new ArrayList<>();

  /**
   * Fails the writes of every third user.
   *
   * @param times how often such a statement fails
   */
  FaultyStatements(BatchStatementErrorCodeEnum code, int times) {
    this(code, times, Optional.empty(), 0);
  }

  private FaultyStatements(
      BatchStatementErrorCodeEnum code, int times, Optional<String> refusal, double charge) {
    this.code = code;
    this.times = times;
    this.refusal = refusal;
    this.charge = charge;
  }

  /** Fails whole requests. */
  static FaultyStatements refusing(String exception) {
    return new FaultyStatements(
        BatchStatementErrorCodeEnum.VALIDATION_ERROR, 0, Optional.of(exception), 0);
  }

  /** Says of each statement what it charged, as the service does. */
  static FaultyStatements charging(double units) {
    return new FaultyStatements(
        BatchStatementErrorCodeEnum.VALIDATION_ERROR, 0, Optional.empty(), units);
  }

  /** How many statements the requests had. */
  synchronized List<Integer> sizes() {
    return List.copyOf(sizes);
  }

  /** The client with the faults. */
  DynamoDbClient on(DynamoDbClient real) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, args) ->
                method.getName().equals("batchExecuteStatement")
                    ? execute(real, request(args[0]))
                    : invoke(real, method, args));
  }

  private static Object invoke(DynamoDbClient real, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(real, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private static BatchExecuteStatementRequest request(Object argument) {
    return argument instanceof BatchExecuteStatementRequest request
        ? request
        : BatchExecuteStatementRequest.builder()
            .applyMutation((Consumer<BatchExecuteStatementRequest.Builder>) argument)
            .build();
  }

  private BatchExecuteStatementResponse execute(
      DynamoDbClient real, BatchExecuteStatementRequest request) {
    refusal.ifPresent(
        exception -> {
          throw refused(exception);
        });
    List<BatchStatementResponse> answers =
        new ArrayList<>(Collections.nCopies(request.statements().size(), failed()));
    List<Integer> passing = passing(request.statements());
    if (!passing.isEmpty()) {
      List<BatchStatementRequest> statements =
          passing.stream().map(request.statements()::get).toList();
      List<BatchStatementResponse> answered =
          real.batchExecuteStatement(request.toBuilder().statements(statements).build())
              .responses();
      for (int i = 0; i < passing.size(); i++) {
        answers.set(passing.get(i), answered.get(i));
      }
    }
    BatchExecuteStatementResponse.Builder response =
        BatchExecuteStatementResponse.builder().responses(answers);
    if (charge > 0) {
      response.consumedCapacity(
          Collections.nCopies(
              answers.size(), ConsumedCapacity.builder().capacityUnits(charge).build()));
    }
    return response.build();
  }

  private synchronized List<Integer> passing(List<BatchStatementRequest> statements) {
    sizes.add(statements.size());
    List<Integer> passing = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      int before = failures.getOrDefault(statements.get(i), 0);
      if (isVictim(statements.get(i)) && before < times) {
        failures.put(statements.get(i), before + 1);
      } else {
        passing.add(i);
      }
    }
    return passing;
  }

  private static boolean isVictim(BatchStatementRequest statement) {
    return statement.parameters().stream()
        .filter(parameter -> parameter.type() == AttributeValue.Type.S)
        .map(parameter -> VICTIM.matcher(parameter.s()))
        .anyMatch(name -> name.matches() && Integer.parseInt(name.group(1)) % EACH == 0);
  }

  private BatchStatementResponse failed() {
    String name =
        code == BatchStatementErrorCodeEnum.UNKNOWN_TO_SDK_VERSION ? "Another" : code.toString();
    return BatchStatementResponse.builder().error(e -> e.code(name).message("scripted")).build();
  }

  private static DynamoDbException refused(String exception) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(400)
            .message(exception)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(exception).errorMessage("scripted").build())
            .build();
  }
}
