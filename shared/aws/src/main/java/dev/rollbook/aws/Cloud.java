package dev.rollbook.aws;

import dev.rollbook.changes.Changes;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Groups;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.directory.Tenants;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Notifications;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.Progress;
import dev.rollbook.imports.RowQueue;
import dev.rollbook.imports.Turns;
import dev.rollbook.webhooks.Outbox;
import dev.rollbook.webhooks.Sealer;
import dev.rollbook.webhooks.SystemResolver;
import dev.rollbook.webhooks.WebhookAddresses;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The ports as the environment names their tables, queues and buckets. Each is made when it is
 * first asked for, its client too: a function has, and needs variables for, what it uses.
 */
public final class Cloud implements AutoCloseable {

  /** A name that is not found by then is not found in time for whoever waits. */
  private static final Duration LOOK_UP = Duration.ofSeconds(2);

  private final Map<String, String> environment;
  private final Clock clock;
  private final Once<DynamoDbClient> dynamoDb;
  private final Once<SqsClient> sqs;
  private final Once<S3Client> s3;
  private final Once<S3Presigner> presigner;

  /**
   * The cloud of some environment.
   *
   * @param clock tells when stored progress may go
   */
  public Cloud(Map<String, String> environment, Clock clock) {
    this(environment, clock, Clients.patient());
  }

  private Cloud(Map<String, String> environment, Clock clock, Clients clients) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.dynamoDb = new Once<>(clients::dynamoDb);
    this.sqs = new Once<>(clients::sqs);
    this.s3 = new Once<>(clients::s3);
    this.presigner = new Once<>(clients::s3Presigner);
  }

  /** The cloud of this process. */
  public static Cloud ofProcess() {
    return new Cloud(System.getenv(), Clock.systemUTC());
  }

  /** The same for a process that answers people: it soon gives up on services that fail. */
  public static Cloud ofAnsweringProcess() {
    return new Cloud(System.getenv(), Clock.systemUTC(), Clients.impatient());
  }

  /** The users of {@code DIRECTORY_TABLE}. */
  public Users users() {
    String table = variable("DIRECTORY_TABLE");
    return new DynamoUsers(dynamoDb.get(), table);
  }

  /** The groups of {@code DIRECTORY_TABLE}. */
  public Groups groups() {
    String table = variable("DIRECTORY_TABLE");
    return new DynamoGroups(dynamoDb.get(), table);
  }

  /** The tenants of {@code DIRECTORY_TABLE}. */
  public Tenants tenants() {
    String table = variable("DIRECTORY_TABLE");
    return new DynamoTenants(dynamoDb.get(), table);
  }

  /** The imports of {@code IMPORTS_TABLE}. */
  public Imports imports() {
    String table = variable("IMPORTS_TABLE");
    return new DynamoImports(dynamoDb.get(), table);
  }

  /** The turns of {@code IMPORTS_TABLE}. */
  public Turns turns() {
    String table = variable("IMPORTS_TABLE");
    return new DynamoTurns(dynamoDb.get(), table);
  }

  /** The changes of groups and properties of {@code IMPORTS_TABLE}. */
  public Changes changes() {
    String table = variable("IMPORTS_TABLE");
    return new DynamoChanges(dynamoDb.get(), table);
  }

  /** What was done to users by hand, in {@code IMPORTS_TABLE}. */
  public HandEdits handEdits() {
    String table = variable("IMPORTS_TABLE");
    return new DynamoHandEdits(dynamoDb.get(), table);
  }

  /** The progress of {@code IMPORTS_TABLE}. */
  public Progress progress() {
    String table = variable("IMPORTS_TABLE");
    return new DynamoProgress(dynamoDb.get(), table, clock);
  }

  /** The queue {@code ROWS_QUEUE_URL}. */
  public RowQueue rowQueue() {
    String url = variable("ROWS_QUEUE_URL");
    return new SqsRowQueue(sqs.get(), url);
  }

  /** The queues {@code PARSE_QUEUE_URL} and {@code FINALIZE_QUEUE_URL}. */
  public Commands commands() {
    String parse = variable("PARSE_QUEUE_URL");
    String finish = variable("FINALIZE_QUEUE_URL");
    return new SqsCommands(sqs.get(), parse, finish);
  }

  /** The queue {@code NOTIFICATIONS_QUEUE_URL}. */
  public Notifications notifications() {
    String url = variable("NOTIFICATIONS_QUEUE_URL");
    return new SqsNotifications(sqs.get(), url);
  }

  /** The bucket {@code UPLOADS_BUCKET}: rosters. */
  public ObjectStore uploads() {
    String bucket = variable("UPLOADS_BUCKET");
    return new S3ObjectStore(s3.get(), presigner.get(), bucket);
  }

  /** The bucket {@code RESULTS_BUCKET}: plans, reports, change logs. */
  public ObjectStore results() {
    String bucket = variable("RESULTS_BUCKET");
    return new S3ObjectStore(s3.get(), presigner.get(), bucket);
  }

  /** The ports that keep track of imports. */
  public Journal journal() {
    return new Journal(imports(), turns(), progress(), new CloudWatchFigures(), outbox());
  }

  /** The webhooks of {@code IMPORTS_TABLE}, and the queue {@code WEBHOOK_QUEUE_URL}. */
  public Outbox outbox() {
    String table = variable("IMPORTS_TABLE");
    String url = variable("WEBHOOK_QUEUE_URL");
    return new Outbox(
        new DynamoWebhooks(dynamoDb.get(), table), new SqsDeliveryQueue(sqs.get(), url));
  }

  /**
   * {@code WEBHOOK_SEALING_KEY}: what webhooks' secrets are sealed with where they are stored, and
   * cursors where callers hold them.
   */
  public Sealer sealer() {
    return new AesSealer(variable("WEBHOOK_SEALING_KEY"));
  }

  /**
   * Which addresses webhooks may have: public ones. {@code WEBHOOK_LOOPBACK}, which only the host
   * on a laptop sets, lets this machine itself be one.
   */
  public WebhookAddresses webhookAddresses() {
    return new WebhookAddresses(
        new SystemResolver(LOOK_UP),
        environment.getOrDefault("WEBHOOK_LOOPBACK", "").equals("allowed"));
  }

  /** The ports of the directory. */
  public Directory directory() {
    return new Directory(tenants(), groups(), users());
  }

  /** The two buckets. */
  public Buckets buckets() {
    return new Buckets(uploads(), results());
  }

  /** {@code API_URL}: where the HTTP API answers. */
  public String apiUrl() {
    return variable("API_URL");
  }

  /** {@code STALL_AFTER_SECONDS}: without progress for so long an import is taken to be stuck. */
  public Duration stallAfter() {
    return Duration.ofSeconds(Long.parseLong(variable("STALL_AFTER_SECONDS")));
  }

  /** Closes the connections of all that was asked for. */
  @Override
  public void close() {
    List.of(dynamoDb, sqs, s3, presigner).forEach(Once::close);
  }

  private String variable(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalStateException(
          "the environment variable %s is not set; this function needs it".formatted(name));
    }
    return value;
  }

  /** Makes a value when it is first asked for, and never another. */
  private static final class Once<T extends SdkAutoCloseable> {
    private final Supplier<T> maker;
    private boolean made;
    private T value;

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    synchronized T get() {
      if (!made) {
        value = maker.get();
        made = true;
      }
      return value;
    }

    synchronized void close() {
      if (made) {
        value.close();
      }
    }
  }
}
