package dev.rollbook.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.rollbook.aws.Cloud;
import dev.rollbook.local.template.EventSource.QueueBatch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function of the template beside the code in its jar. */
class FunctionRightsTest {

  private static final Deployment DEPLOYMENT = new Deployment();
  private static final Map<Path, JavaClasses> JARS = new ConcurrentHashMap<>();

  /** Read by the runtime and by libraries. */
  private static final Set<String> NOT_OURS =
      Set.of("JAVA_TOOL_OPTIONS", "POWERTOOLS_SERVICE_NAME");

  /** What a function reads that has no cloud. */
  private static final Map<String, Set<String>> READ_BESIDES =
      Map.of("ConsoleFunction", Set.of("BUCKET_ORIGINS"));

  private static final Pattern MISSING = Pattern.compile("variable (\\w+) is not set");

  /** SnapStart takes no more. */
  private static final int SNAPSHOT_STORAGE_MB = 512;

  @BeforeAll
  static void chooseARegion() {
    System.setProperty("aws.region", "eu-central-1");
  }

  static List<String> functions() {
    return DEPLOYMENT.template.functions().stream().map(FunctionResource::logicalId).toList();
  }

  private static Reach reach(FunctionResource function) {
    return Reach.of(JARS.computeIfAbsent(function.code(), Reach::classes), function.handler());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void shouldFindTheHandlerInTheJar(String id) {
    FunctionResource function = DEPLOYMENT.template.function(id);

    assertThat(reach(function).calls()).isNotEmpty();
  }

  /** Both ways: what is missing fails some day in production, what is too much helps a thief. */
  @ParameterizedTest
  @MethodSource("functions")
  void shouldAllowAFunctionExactlyWhatItsCodeCalls(String id) {
    FunctionResource function = DEPLOYMENT.template.function(id);
    String logs = DEPLOYMENT.logGroup(id);
    Set<String> needs = new TreeSet<>(Needs.of(reach(function)));
    needs.add("logs:CreateLogStream " + logs);
    needs.add("logs:PutLogEvents " + logs);
    function
        .events(QueueBatch.class)
        .map(source -> Deployment.logicalId(source.queueArn()))
        .flatMap(
            queue ->
                Stream.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
                    .map(action -> "sqs:" + action + " " + queue))
        .forEach(needs::add);
    function.async().onFailureQueueArns().stream()
        .map(queue -> Needs.send(Deployment.logicalId(queue)))
        .forEach(needs::add);

    assertThat(DEPLOYMENT.rights(function)).isEqualTo(needs);
  }

  /** An authorizer that can read users would be the way to them. */
  @Test
  void shouldKeepTheAuthorizerOutOfUsersAndGroups() {
    Section reading =
        DEPLOYMENT.statements(DEPLOYMENT.template.function("AuthorizerFunction")).stream()
            .filter(statement -> statement.texts("Action").equals(List.of("dynamodb:GetItem")))
            .findFirst()
            .orElseThrow();

    assertThat(
            reading
                .section("Condition")
                .section("ForAllValues:StringNotLike")
                .text("dynamodb:LeadingKeys"))
        .isEqualTo("T#*#*");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void shouldGiveAFunctionExactlyTheVariablesItsCodeReads(String id) throws Exception {
    FunctionResource function = DEPLOYMENT.template.function(id);
    Set<String> given = new HashSet<>(function.environment().keySet());
    given.removeAll(NOT_OURS);

    Set<String> read = new HashSet<>(variables(reach(function).reached(Cloud.class.getName())));
    read.addAll(READ_BESIDES.getOrDefault(id, Set.of()));

    assertThat(given).isEqualTo(read);
  }

  /** What these methods of the cloud say is missing, until nothing is. */
  private static Set<String> variables(Set<String> methods) throws ReflectiveOperationException {
    Map<String, String> environment = new HashMap<>();
    for (Method method : Cloud.class.getMethods()) {
      if (methods.contains(method.getName())
          && !Modifier.isStatic(method.getModifiers())
          && !method.getName().equals("close")) {
        while (lacks(method, environment)) {}
      }
    }
    return environment.keySet();
  }

  private static boolean lacks(Method method, Map<String, String> environment)
      throws ReflectiveOperationException {
    try (Cloud cloud = new Cloud(environment, Clock.systemUTC())) {
      method.invoke(cloud);
      return false;
    } catch (InvocationTargetException e) {
      Matcher missing = MISSING.matcher(String.valueOf(e.getCause().getMessage()));
      if (!missing.find()) {
        throw e;
      }
      environment.put(missing.group(1), "1");
      return true;
    }
  }

  /** Priming that is not called warms nobody; a snapshot without it is half as good. */
  @ParameterizedTest
  @MethodSource("functions")
  void shouldStartFromAPrimedSnapshotWhereLambdaAllowsIt(String id) {
    Section properties = DEPLOYMENT.properties(id);
    boolean allowed =
        properties.section("EphemeralStorage").number("Size", SNAPSHOT_STORAGE_MB)
            <= SNAPSHOT_STORAGE_MB;

    assertThat(properties.section("SnapStart").text("ApplyOn", "None"))
        .isEqualTo(allowed ? "PublishedVersions" : "None");
    Reach reach = reach(DEPLOYMENT.template.function(id));
    // Who has no cloud has nothing to ask of it; what it reads of its jar is read when it is made.
    boolean hasCloud = !reach.reached(Cloud.class.getName()).isEmpty();
    assertThat(reach.reached("dev.rollbook.aws.Priming").contains("beforeSnapshot"))
        .isEqualTo(allowed && hasCloud);
  }
}
