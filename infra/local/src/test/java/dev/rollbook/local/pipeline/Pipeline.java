package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.aws.DynamoChanges;
import dev.rollbook.aws.DynamoGroups;
import dev.rollbook.aws.DynamoImports;
import dev.rollbook.aws.DynamoTenants;
import dev.rollbook.aws.DynamoUsers;
import dev.rollbook.changes.Changes;
import dev.rollbook.directory.Directory;
import dev.rollbook.imports.Imports;
import dev.rollbook.local.CloudConfig;
import dev.rollbook.local.EmbeddedCloud;
import dev.rollbook.local.backend.ChosenBackend;
import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.host.Invocation;
import dev.rollbook.local.host.InvocationListener;
import dev.rollbook.local.host.InvocationOutcome;
import dev.rollbook.local.host.RunningProcess;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;

/**
 * The functions of {@code template.yaml} in an embedded cloud, with what the tests do to it. What
 * failed comes back within seconds here; whatever else the template says holds.
 */
final class Pipeline implements AutoCloseable {

  static final String ROWS = "rollbook-RowsQueue";
  static final String PARSE = "rollbook-ParseQueue";
  static final String FINALIZE = "rollbook-FinalizeQueue";
  static final String NOTIFICATIONS = "rollbook-NotificationsQueue.fifo";
  static final String UPLOADS_BUCKET = "rollbook-uploads-local";
  static final String RESULTS_BUCKET = "rollbook-resultsbucket";

  private static final Map<String, String> PARAMETERS =
      Map.of(
          "RowsVisibility", "3",
          "CommandsVisibility", "3",
          "StallAfter", "5",
          // The tests sweep themselves.
          "SweepRate", "rate(1 day)");

  /** Functions that work on imports. */
  private static final Set<String> WORKERS =
      Set.of(
          "ParseUploadFunction",
          "ParseCommandFunction",
          "ReconcileFunction",
          "ReconcileDeadLettersFunction",
          "FinalizeFunction",
          "SweepFunction");

  /** Nothing takes so long; only so that what never comes is not waited for until it is dark. */
  private static final Duration PATIENCE =
      Duration.ofSeconds(Long.getLong("rollbook.patience", 180));

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration SWEEP = Duration.ofMillis(500);

  private final List<Invocation> invocations = new CopyOnWriteArrayList<>();
  private final List<Invocation> finished = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<String> logs = new CopyOnWriteArrayList<>();
  private final AtomicInteger tenants = new AtomicInteger();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final EmbeddedCloud cloud;
  private final Map<Service, FaultProxy> proxies;
  private final DynamoDbClient dynamoDb;
  private final SqsClient sqs;
  private final S3Client s3;
  private final ApiContract contract;
  private final Mailbox mailbox;

  private Pipeline(UnaryOperator<CloudConfig> storage, Map<String, String> parameters)
      throws IOException, InterruptedException {
    Map<String, String> given = new HashMap<>(PARAMETERS);
    given.putAll(parameters);
    EnumMap<Service, FaultProxy> before = new EnumMap<>(Service.class);
    this.cloud =
        EmbeddedCloud.start(
            storage
                .apply(CloudConfig.of(root()))
                .withBackend(ChosenBackend.starter())
                .withParameters(given)
                .withListener(new Recorder())
                .withLogs((function, line) -> logs.add(function + ": " + line))
                .withFunctionEndpoints(
                    real -> {
                      before.put(
                          Service.DYNAMO_DB, FaultProxy.before(Service.DYNAMO_DB, real.dynamoDb()));
                      before.put(Service.SQS, FaultProxy.before(Service.SQS, real.sqs()));
                      before.put(Service.S3, FaultProxy.before(Service.S3, real.s3()));
                      return new Endpoints(
                          before.get(Service.DYNAMO_DB).uri(),
                          before.get(Service.SQS).uri(),
                          before.get(Service.S3).uri());
                    }));
    this.proxies = before;
    this.dynamoDb = cloud.endpoints().dynamoDbClient();
    this.sqs = cloud.endpoints().sqsClient();
    this.s3 = cloud.endpoints().s3Client();
    opened.addAll(List.of(dynamoDb, sqs, s3, cloud));
    opened.addAll(proxies.values());
    this.contract = new ApiContract(openApi());
    this.mailbox = new Mailbox(sqs, url(NOTIFICATIONS), root().resolve("events"));
  }

  /** Starts one; the functions must have been built. */
  static Pipeline start() {
    return start(Map.of());
  }

  /** The same with other values for some of the template's parameters. */
  static Pipeline start(Map<String, String> parameters) {
    return start(config -> config, parameters);
  }

  /** The same with all that it stores in a folder, as {@code rollbook up} has it. */
  static Pipeline startIn(Path folder) {
    return start(config -> config.inFolder(folder), Map.of());
  }

  private static Pipeline start(
      UnaryOperator<CloudConfig> storage, Map<String, String> parameters) {
    try {
      return new Pipeline(storage, parameters);
    } catch (IOException e) {
      throw new IllegalStateException("the embedded cloud does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the embedded cloud started", e);
    }
  }

  /** The project's root: the folder above this one with the template. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("template.yaml"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private final class Recorder implements InvocationListener {
    @Override
    public void ended(Invocation invocation, InvocationOutcome outcome, Duration took) {
      if (isRecorded(invocation)) {
        if (outcome instanceof InvocationOutcome.Failure) {
          failures.add(invocation.function() + ": " + outcome.text());
        }
        finished.add(invocation);
      }
    }

    @Override
    public void started(Invocation invocation) {
      if (isRecorded(invocation)) {
        invocations.add(invocation);
      }
    }

    /** What the tests themselves ask is of no interest. */
    private static boolean isRecorded(Invocation invocation) {
      return !invocation.function().equals("ApiFunction")
          && !invocation.function().equals("AuthorizerFunction");
    }
  }

  /** A new tenant, whose name begins like this. */
  TestTenant tenant(String name) throws InterruptedException {
    return existingTenant(name + "-" + tenants.incrementAndGet());
  }

  private TestTenant existingTenant(String name) throws InterruptedException {
    return new TestTenant(this, name, operate(Map.of("tenant", name)).path("key").asText());
  }

  /** What the operator's function answers. */
  JsonNode operate(Map<String, Object> event) throws InterruptedException {
    return json(cloud.host().invoke("TenantFunction", Json.bytes(event)).text());
  }

  /** On a machine that is busy, the API's first start may take longer than a call may. */
  private JsonNode openApi() throws InterruptedException {
    HttpRequest ask = HttpRequest.newBuilder(cloud.api().resolve("/v1/openapi.json")).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<byte[]> answer = HttpCaller.send(ask);
    while (answer.statusCode() != 200) {
      requireBefore(end, "the API describes itself");
      answer = HttpCaller.send(ask);
    }
    return HttpCaller.json(answer);
  }

  /** What the API promises. */
  ApiContract contract() {
    return contract;
  }

  /** Calls the API with an {@code Authorization} header; an empty one is left out. */
  HttpCaller caller(String authorization) {
    return new HttpCaller(
        cloud.api(), contract, Optional.of(authorization).filter(header -> !header.isEmpty()));
  }

  EmbeddedCloud cloud() {
    return cloud;
  }

  /**
   * Waits until no function runs. A batch comes back here before its function's timeout, so that
   * the tests need not wait; as deployed it comes back after it, when no earlier try is left.
   */
  void awaitQuiet() throws InterruptedException {
    await("no function runs", () -> invocations.size() == finished.size());
  }

  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  SqsClient sqs() {
    return sqs;
  }

  S3Client s3() {
    return s3;
  }

  /** Between the functions and a service. */
  FaultProxy proxy(Service service) {
    return proxies.get(service);
  }

  /** Between the functions and DynamoDB. */
  FaultProxy dynamoDbProxy() {
    return proxy(Service.DYNAMO_DB);
  }

  /** Between the functions and SQS. */
  FaultProxy sqsProxy() {
    return proxy(Service.SQS);
  }

  /** Lets mishaps come to calls of all services by chance, and ends those there were. */
  void by(Mishaps mishaps) {
    proxies.values().forEach(proxy -> proxy.by(mishaps, this::killOne));
  }

  /** Kills a process that is at work, the API's included. */
  private void killOne() {
    Stream.concat(busy(Set.of("ApiFunction")), workers())
        .findFirst()
        .flatMap(process -> ProcessHandle.of(process.pid()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Processes that work on imports now, or get ready to. */
  private Stream<RunningProcess> workers() {
    return busy(WORKERS);
  }

  private Stream<RunningProcess> busy(Set<String> functions) {
    return cloud.host().processes().stream()
        .filter(process -> process.busy() && functions.contains(process.function()));
  }

  /** The directory, past the API. */
  Directory directory() {
    return new Directory(
        new DynamoTenants(dynamoDb, directoryTable()),
        new DynamoGroups(dynamoDb, directoryTable()),
        new DynamoUsers(dynamoDb, directoryTable()));
  }

  /** The imports, past the API. */
  Imports imports() {
    return new DynamoImports(dynamoDb, importsTable());
  }

  /** The changes of many users, past the API. */
  Changes changes() {
    return new DynamoChanges(dynamoDb, importsTable());
  }

  String directoryTable() {
    return "rollbook-DirectoryTable";
  }

  String importsTable() {
    return "rollbook-ImportsTable";
  }

  /** What a function was invoked with so far, oldest first, if it has a text. */
  List<Invocation> invocations(String function, String text) {
    return invocations.stream()
        .filter(invocation -> invocation.function().equals(function))
        .filter(invocation -> invocation.payloadText().contains(text))
        .toList();
  }

  /** How many invocations of a function with such a text have ended, well or not. */
  long finished(String function, String text) {
    return finished.stream()
        .filter(invocation -> invocation.function().equals(function))
        .filter(invocation -> invocation.payloadText().contains(text))
        .count();
  }

  /** How many invocations of a function have failed so far in such words. */
  long failed(String function, String text) {
    return failures.stream()
        .filter(failure -> failure.startsWith(function + ": ") && failure.contains(text))
        .count();
  }

  /** Whether no invocation with such a text is going on. */
  boolean isIdle(String text) {
    return invocations.stream().filter(each -> each.payloadText().contains(text)).count()
        == finished.stream().filter(each -> each.payloadText().contains(text)).count();
  }

  /** What the functions printed so far. */
  List<String> logs() {
    return List.copyOf(logs);
  }

  /** Kills the processes of a function as SIGKILL does. */
  void kill(String function) {
    cloud.host().kill(function);
  }

  /** Runs the sweep once. */
  void sweep() throws InterruptedException {
    InvocationOutcome swept =
        cloud.host().invoke("SweepFunction", "{}".getBytes(StandardCharsets.UTF_8));
    if (!(swept instanceof InvocationOutcome.Success)) {
      throw new AssertionError("the sweep failed: " + swept.text());
    }
  }

  /**
   * Delivers messages of a queue to a function once more and waits for it.
   *
   * @throws AssertionError if it does not take them all
   */
  void deliver(String function, List<String> bodies) throws InterruptedException {
    ObjectNode event = Json.MAPPER.createObjectNode();
    ArrayNode records = event.putArray("Records");
    bodies.forEach(
        body -> records.addObject().put("messageId", "again-" + records.size()).put("body", body));
    InvocationOutcome outcome = cloud.host().invoke(function, Json.bytes(event));
    if (!(outcome instanceof InvocationOutcome.Success)
        || !json(outcome.text()).path("batchItemFailures").isEmpty()) {
      throw new AssertionError(function + " did not take it again: " + outcome.text());
    }
  }

  /**
   * Throws away what is in a queue, messages being worked on included, until it is empty. One by
   * one, since SQS purges a queue once a minute only.
   */
  void lose(String queue) throws InterruptedException {
    String url = url(queue);
    await(
        queue + " is empty",
        () -> {
          List<String> receipts = new ArrayList<>(waiting(url));
          invocations.stream()
              .filter(
                  invocation ->
                      finished.stream()
                          .noneMatch(e -> e.requestId().equals(invocation.requestId())))
              .flatMap(invocation -> json(invocation.payloadText()).path("Records").valueStream())
              .filter(message -> message.path("eventSourceARN").asText().endsWith(":" + queue))
              .forEach(message -> receipts.add(message.path("receiptHandle").asText()));
          receipts.forEach(receipt -> delete(url, receipt));
          return isEmpty(url);
        });
  }

  /**
   * Waits until no function runs and no queue by which imports go on has a message, those that come
   * later included.
   */
  void awaitDrained() throws InterruptedException {
    List<String> queues =
        sqs.listQueues().queueUrls().stream()
            .filter(
                url ->
                    url.contains("/lambda-async-")
                        || Stream.of(ROWS, "rollbook-RowsDeadLetters", PARSE, FINALIZE)
                            .anyMatch(queue -> url.endsWith("/" + queue)))
            .toList();
    assertThat(queues).hasSizeGreaterThan(4);
    await(
        "the queues are empty",
        () -> queues.stream().allMatch(this::isEmpty) && invocations.size() == finished.size());
  }

  /** The queues that have messages, of which somebody may be at work. */
  List<String> filledQueues() {
    return sqs.listQueues().queueUrls().stream().filter(url -> !isEmpty(url)).toList();
  }

  /**
   * Does as an operator with dead letters: commands go to their queue, events to their function.
   */
  void redrive() {
    Map.of("rollbook-ParseDeadLetters", PARSE, "rollbook-FinalizeDeadLetters", FINALIZE)
        .forEach(
            (from, to) ->
                take(from, body -> sqs.sendMessage(m -> m.queueUrl(url(to)).messageBody(body))));
    take(
        "rollbook-UploadDeadLetters",
        body ->
            cloud
                .host()
                .invokeLater("ParseUploadFunction", Json.bytes(json(body).path("requestPayload"))));
  }

  private void take(String queue, Consumer<String> taker) {
    List<Message> waiting;
    do {
      waiting = sqs.receiveMessage(r -> r.queueUrl(url(queue)).maxNumberOfMessages(10)).messages();
      for (Message message : waiting) {
        taker.accept(message.body());
        delete(url(queue), message.receiptHandle());
      }
    } while (!waiting.isEmpty());
  }

  private List<String> waiting(String url) {
    List<String> receipts = new ArrayList<>();
    List<Message> waiting;
    do {
      waiting =
          sqs.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10)).messages();
      waiting.forEach(message -> receipts.add(message.receiptHandle()));
    } while (!waiting.isEmpty());
    return receipts;
  }

  private void delete(String url, String receipt) {
    try {
      sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(receipt));
    } catch (ReceiptHandleIsInvalidException stale) {
      // The message came again under another one: the queue is not empty yet, and looked at again.
    }
  }

  private boolean isEmpty(String url) {
    return sqs
        .getQueueAttributes(
            request ->
                request
                    .queueUrl(url)
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .allMatch("0"::equals);
  }

  /** Text of an object of the results bucket. */
  String result(TestTenant tenant, String importId, String file) {
    String key = "results/%s/%s/%s".formatted(tenant.name(), importId, file);
    return s3.getObjectAsBytes(request -> request.bucket(RESULTS_BUCKET).key(key)).asUtf8String();
  }

  /** What the platform's mailer reads. */
  Mailbox mailbox() {
    return mailbox;
  }

  /** Where a queue is. */
  String url(String queue) {
    return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
  }

  /** The bodies of the messages that an invocation brought. */
  static List<String> messages(Invocation invocation) {
    List<String> bodies = new ArrayList<>();
    json(invocation.payloadText())
        .path("Records")
        .forEach(message -> bodies.add(message.path("body").asText()));
    return bodies;
  }

  /** Waits until something holds. */
  void await(String what, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      requireBefore(end, what);
      Thread.sleep(LOOK.toMillis());
    }
  }

  /**
   * Sweeps, as the schedule does, until something holds. What an import does by itself is waited
   * for, and so is a function that starts: on a slow machine the sweep would take it for stuck, as
   * it looks much oftener here.
   */
  void sweepUntil(String importId, String what, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      requireBefore(end, what);
      Thread.sleep(SWEEP.toMillis());
      if (isIdle(importId) && workers().findAny().isEmpty()) {
        sweep();
      }
    }
  }

  private void requireBefore(long end, String what) {
    if (System.nanoTime() > end) {
      throw new AssertionError(
          "Waited in vain until " + what + ". What went wrong so far:\n" + troubles());
    }
  }

  /** The last lines of the log that tell of errors. */
  String troubles() {
    List<String> errors =
        logs.stream().filter(line -> line.contains("\"ERROR\"") || line.contains("Task")).toList();
    return String.join("\n", errors.subList(Math.max(0, errors.size() - 5), errors.size()));
  }

  static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  @Override
  public void close() {
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("the embedded cloud does not close", e);
      }
    }
  }
}
