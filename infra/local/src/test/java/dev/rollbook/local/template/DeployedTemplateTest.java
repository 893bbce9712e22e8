package dev.rollbook.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.local.template.EventSource.HttpRoute;
import dev.rollbook.local.template.EventSource.QueueBatch;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the project's template must hold to, whatever is added to it. */
class DeployedTemplateTest {

  private static final Deployment DEPLOYMENT = new Deployment();
  private static final Template TEMPLATE = DEPLOYMENT.template;

  /** What AWS recommends, so that tries of a throttled function do not use up the receives. */
  private static final int VISIBILITY_IN_TIMEOUTS = 6;

  /** CloudWatch takes no more in an alarm, so one function has alarms of its own. */
  private static final int MOST_METRICS = 10;

  private static final String WEBHOOK = "WebhookFunction";

  static List<String> functions() {
    return TEMPLATE.functions().stream().map(FunctionResource::logicalId).toList();
  }

  static List<String> queues() {
    return DEPLOYMENT.ids("AWS::SQS::Queue").toList();
  }

  static List<String> buckets() {
    return DEPLOYMENT.ids("AWS::S3::Bucket").toList();
  }

  static List<String> tables() {
    return DEPLOYMENT.ids("AWS::DynamoDB::Table").toList();
  }

  static List<String> alarms() {
    return DEPLOYMENT.ids("AWS::CloudWatch::Alarm").toList();
  }

  /** Queues that messages come to which failed every time. */
  static Set<String> deadLetterQueues() {
    Set<String> ids = new TreeSet<>();
    for (String queue : queues()) {
      Section redrive = DEPLOYMENT.properties(queue).section("RedrivePolicy");
      if (redrive.has("deadLetterTargetArn")) {
        ids.add(Deployment.logicalId(redrive.text("deadLetterTargetArn")));
      }
    }
    TEMPLATE.functions().stream()
        .flatMap(function -> function.async().onFailureQueueArns().stream())
        .map(Deployment::logicalId)
        .forEach(ids::add);
    return ids;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void shouldLoseNoMessageOfAQueue(String id) {
    FunctionResource function = TEMPLATE.function(id);
    function
        .events(QueueBatch.class)
        .forEach(
            source -> {
              QueueResource queue = TEMPLATE.queue(source.queueArn());
              assertThat(source.reportsItemFailures()).isTrue();
              assertThat(queue.attributes().get("VisibilityTimeout"))
                  .isEqualTo("" + VISIBILITY_IN_TIMEOUTS * function.timeout().toSeconds());
              assertThat(
                      queue.attributes().containsKey("RedrivePolicy")
                          || deadLetterQueues().contains(queue.logicalId()))
                  .as("dead letters of %s", queue.logicalId())
                  .isTrue();
            });
  }

  /** Whatever fails every time, somebody is told. */
  @Test
  void shouldWatchEveryDeadLetterQueue() {
    Set<String> watched =
        alarms().stream()
            .map(DEPLOYMENT::properties)
            .flatMap(alarm -> alarm.list("Dimensions").stream())
            .filter(dimension -> dimension.text("Name").equals("QueueName"))
            .map(dimension -> Deployment.logicalId(dimension.text("Value")))
            .collect(Collectors.toSet());

    assertThat(deadLetterQueues()).hasSize(7);
    assertThat(watched).containsAll(deadLetterQueues());
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void shouldSendEveryAlarmToTheOneTopic(String id) {
    Section properties = DEPLOYMENT.properties(id);

    assertThat(properties.texts("AlarmActions")).containsExactly("rollbook-Alarms");
    assertThat(properties.text("AlarmDescription")).isNotBlank();
  }

  /** What is swapped on its way would be watched and drawn under the name of something else. */
  @Test
  void shouldPassEachNameToTheNestedStackUnderItself() {
    DEPLOYMENT
        .raw("Monitoring")
        .section("Properties")
        .sections("Parameters")
        .forEach(
            (name, given) ->
                assertThat(given.values().toString()).containsPattern("\\b" + name + "\\b"));
  }

  /** A wrong key is an error of the authorizer, a wrong name one of the operator's. */
  @Test
  void shouldWatchTheErrorsOfEveryFunctionThatIsNotToFail() {
    Set<String> all = Set.copyOf(functions());
    Set<String> failing = new TreeSet<>(all);
    failing.removeAll(Set.of("AuthorizerFunction", "TenantFunction"));

    assertThat(watched("FunctionErrors").values()).containsExactlyInAnyOrderElementsOf(failing);
    Set<String> together = new TreeSet<>(all);
    together.remove(WEBHOOK);
    for (String metric : List.of("Throttles", "Durations")) {
      assertThat(watched("Function" + metric).values())
          .containsExactlyInAnyOrderElementsOf(together)
          .hasSizeLessThanOrEqualTo(MOST_METRICS);
      assertThat(DEPLOYMENT.properties("Webhook" + metric).list("Dimensions").get(0).text("Value"))
          .endsWith(WEBHOOK);
    }
  }

  /** A duration in milliseconds by ten times the timeout in seconds is a percentage of it. */
  @Test
  void shouldMeasureEachDurationByTheFunctionsOwnTimeout() {
    String shares =
        watched("FunctionDurations").entrySet().stream()
            .map(
                metric ->
                    "FILL(%s, 0) / (10 * %d)"
                        .formatted(
                            metric.getKey(),
                            TEMPLATE.function(metric.getValue()).timeout().toSeconds()))
            .collect(Collectors.joining(", ", "MAX([", "])"));

    assertThat(DEPLOYMENT.properties("FunctionDurations").list("Metrics").get(0).text("Expression"))
        .isEqualTo(shares);
  }

  /** The functions that an alarm adds up, by the id of their metric. */
  private static Map<String, String> watched(String alarm) {
    Map<String, String> functions = new LinkedHashMap<>();
    for (Section metric : DEPLOYMENT.properties(alarm).list("Metrics")) {
      if (metric.has("MetricStat")) {
        Section dimension =
            metric.section("MetricStat").section("Metric").list("Dimensions").get(0);
        functions.put(metric.text("Id"), Deployment.logicalId(dimension.text("Value")));
      }
    }
    return functions;
  }

  @Test
  void shouldLetNobodyInWithoutAKey() {
    List<String> open =
        TEMPLATE.functions().stream()
            .flatMap(function -> function.events(HttpRoute.class))
            .filter(route -> !route.authorizer().equals("TenantKey"))
            .map(HttpRoute::path)
            .toList();

    assertThat(Set.copyOf(open))
        .containsExactlyInAnyOrder("/v1/openapi.json", "/console", "/console/{proxy+}");
  }

  @Test
  void shouldAllowNothingToEverybody() {
    List<Map<?, ?>> statements =
        DEPLOYMENT.mappings().stream().filter(map -> "Allow".equals(map.get("Effect"))).toList();

    assertThat(statements).isNotEmpty();
    for (Map<?, ?> statement : statements) {
      assertThat(String.valueOf(statement.get("Principal"))).doesNotContain("*");
      assertThat(statement.containsKey("NotPrincipal")).isFalse();
      assertThat(statement.containsKey("NotAction")).isFalse();
    }
  }

  /** A service that acts for us must not be made to by somebody else's account. */
  @Test
  void shouldAllowServicesToActForThisAccountOnly() {
    DEPLOYMENT.mappings().stream()
        .filter(map -> "Allow".equals(map.get("Effect")))
        .filter(map -> String.valueOf(map.get("Principal")).contains("amazonaws.com"))
        .filter(map -> !"sts:AssumeRole".equals(map.get("Action")))
        .forEach(
            statement ->
                assertThat(String.valueOf(statement.get("Condition")))
                    .containsAnyOf("aws:SourceArn", "aws:SourceAccount"));
  }

  /** SPEC A13: what only a laptop may do, no deployment can be told to. */
  @ParameterizedTest
  @MethodSource("functions")
  void shouldLetNoWebhookLeadToTheFunctionsOwnMachine(String id) {
    assertThat(TEMPLATE.function(id).environment()).doesNotContainKey("WEBHOOK_LOOPBACK");
  }

  @ParameterizedTest
  @MethodSource("buckets")
  void shouldKeepBucketsPrivateEncryptedVersionedAndCleanedUp(String id) {
    Section bucket = DEPLOYMENT.properties(id);

    assertThat(bucket.section("PublicAccessBlockConfiguration").texts())
        .hasSize(4)
        .allSatisfy((name, value) -> assertThat(value).isEqualTo("true"));
    assertThat(bucket.section("BucketEncryption").list("ServerSideEncryptionConfiguration"))
        .hasSize(1);
    assertThat(bucket.section("VersioningConfiguration").text("Status")).isEqualTo("Enabled");
    assertThat(bucket.section("OwnershipControls").list("Rules").get(0).text("ObjectOwnership"))
        .isEqualTo("BucketOwnerEnforced");
    assertThat(bucket.section("LifecycleConfiguration").list("Rules")).isNotEmpty();
    assertThat(bucket.section("CorsConfiguration").list("CorsRules"))
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.texts("AllowedMethods"))
                    .containsExactly(id.equals("UploadsBucket") ? "PUT" : "GET"));
    assertThat(tlsOnly("AWS::S3::BucketPolicy", "Bucket")).contains(id);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void shouldKeepQueuesEncryptedAndToTls(String id) {
    Section queue = DEPLOYMENT.properties(id);

    assertThat(queue.flag("SqsManagedSseEnabled", false)).isTrue();
    assertThat(queue.has("RedriveAllowPolicy")).isTrue();
    assertThat(tlsOnly("AWS::SQS::QueuePolicy", "Queues")).contains(id);
  }

  /** The resources whose policies refuse what does not come by TLS. */
  private static Set<String> tlsOnly(String policyType, String property) {
    Set<String> ids = new HashSet<>();
    DEPLOYMENT
        .ids(policyType)
        .map(id -> DEPLOYMENT.raw(id).section("Properties"))
        .filter(policy -> policy.section("PolicyDocument").toString().contains("SecureTransport"))
        .forEach(
            policy -> {
              Object named = policy.values().get(property);
              for (Object each : named instanceof List<?> list ? list : List.of(named)) {
                ids.add(Section.of(each, policy.place()).text("Ref"));
              }
            });
    return ids;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void shouldKeepTablesRecoverable(String id) {
    Section table = DEPLOYMENT.properties(id);

    assertThat(table.section("SSESpecification").flag("SSEEnabled", false)).isTrue();
    assertThat(
            table
                .section("PointInTimeRecoverySpecification")
                .flag("PointInTimeRecoveryEnabled", false))
        .isTrue();
    assertThat(table.flag("DeletionProtectionEnabled", false)).isTrue();
    assertThat(DEPLOYMENT.raw(id).text("DeletionPolicy")).isEqualTo("Retain");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void shouldGiveEachFunctionARoleAndALogOfItsOwn(String id) {
    String own = id.replaceFirst("Function$", "");

    assertThat(DEPLOYMENT.role(id)).isEqualTo(own + "Role");
    assertThat(DEPLOYMENT.logGroup(id)).isEqualTo(own + "Logs");
    assertThat(DEPLOYMENT.properties(own + "Logs").number("RetentionInDays", 0)).isPositive();
  }

  /** By default a change of a variable alone would publish nothing, and never reach the alias. */
  @ParameterizedTest
  @MethodSource("functions")
  void shouldPublishAVersionAtAnyChange(String id) {
    assertThat(DEPLOYMENT.properties(id).flag("AutoPublishAliasAllProperties", false)).isTrue();
  }

  /** The end of an import starts the next; Lambda would take the 16th for an endless loop. */
  @ParameterizedTest
  @MethodSource("functions")
  void shouldLetAnyNumberOfImportsFollowOneAnother(String id) {
    boolean ofAQueue = TEMPLATE.function(id).events(QueueBatch.class).findAny().isPresent();

    assertThat(DEPLOYMENT.properties(id).text("RecursiveLoop", "Terminate"))
        .isEqualTo(ofAQueue ? "Allow" : "Terminate");
  }

  /** A snapshot is of a published version only; called by its own ARN the function starts cold. */
  @Test
  void shouldAskTheAuthorizersAlias() {
    String arn = TEMPLATE.apis().get(0).authorizers().get("TenantKey").functionArn();

    assertThat(arn).endsWith(":live");
    assertThat(TEMPLATE.function(arn).logicalId()).isEqualTo("AuthorizerFunction");
    assertThat(DEPLOYMENT.globals().text("AutoPublishAlias")).isEqualTo("live");
  }
}
