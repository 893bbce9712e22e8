package dev.rollbook.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What a data folder keeps, and who may use it. */
@Timeout(120)
class CloudStateIT {

  private static final Map<String, AttributeValue> KEY =
      Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"));

  @TempDir Path folder;

  @Test
  void shouldKeepItemsObjectsAndMessagesOverARestart() throws Exception {
    ToyProject project = ToyProject.in(folder);
    CloudConfig config = project.config().inFolder(folder.resolve("data"));
    try (EmbeddedCloud cloud = EmbeddedCloud.start(config);
        DynamoDbClient dynamoDb = cloud.endpoints().dynamoDbClient();
        S3Client s3 = cloud.endpoints().s3Client();
        SqsClient sqs = cloud.endpoints().sqsClient()) {
      dynamoDb.putItem(request -> request.tableName("rollbook-Directory").item(KEY));
      s3.putObject(
          request -> request.bucket("rollbook-uploads").key("kept/object"),
          RequestBody.fromString("content"));
      sqs.sendMessage(request -> request.queueUrl(url(sqs)).messageBody("kept"));
      assertThat(RunningCloud.in(folder.resolve("data")))
          .hasValueSatisfying(running -> assertThat(running.api()).isEqualTo(cloud.api()));
    }
    assertThat(RunningCloud.in(folder.resolve("data"))).isEmpty();
    try (EmbeddedCloud cloud = EmbeddedCloud.start(config);
        DynamoDbClient dynamoDb = cloud.endpoints().dynamoDbClient();
        S3Client s3 = cloud.endpoints().s3Client();
        SqsClient sqs = cloud.endpoints().sqsClient()) {
      assertThat(
              dynamoDb.getItem(request -> request.tableName("rollbook-Directory").key(KEY)).item())
          .isEqualTo(KEY);
      assertThat(
              s3.getObjectAsBytes(request -> request.bucket("rollbook-uploads").key("kept/object"))
                  .asUtf8String())
          .isEqualTo("content");
      assertThat(
              sqs.receiveMessage(request -> request.queueUrl(url(sqs)).waitTimeSeconds(5))
                  .messages())
          .singleElement()
          .satisfies(message -> assertThat(message.body()).isEqualTo("kept"));
    }
  }

  @Test
  void shouldRefuseADataFolderInUseAndNameWhoUsesIt() throws Exception {
    CloudConfig config = ToyProject.in(folder).config().inFolder(folder.resolve("data"));
    try (EmbeddedCloud cloud = EmbeddedCloud.start(config)) {
      assertThatThrownBy(() -> EmbeddedCloud.start(config))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(cloud.api().toString());
    }
  }

  @Test
  void shouldIgnoreWhatADeadCloudLeftBehind() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        data.resolve("running.json"), "{\"pid\": 4194305, \"api\": \"http://127.0.0.1:1\"}");
    assertThat(RunningCloud.in(data)).isEmpty();
  }

  @Test
  void shouldRunFunctionsWithoutTheNativePart() throws Exception {
    ToyProject project = ToyProject.in(folder);
    System.setProperty("rollbook.runtime", "plain");
    try (EmbeddedCloud cloud = EmbeddedCloud.start(project.config())) {
      assertThat(
              cloud.host().invoke("Operator", "\"hello\"".getBytes(StandardCharsets.UTF_8)).text())
          .isEqualTo("\"hello\"");
      assertThat(
              cloud
                  .host()
                  .invoke("Upload", "{\"Records\":[]}".getBytes(StandardCharsets.UTF_8))
                  .text())
          .contains("errorType", "IndexOutOfBounds");
      ToyProject.await(
          "the schedule ran", () -> project.notes("Sweep").contains("Scheduled Event"));
    } finally {
      System.clearProperty("rollbook.runtime");
    }
  }

  @Test
  void shouldLeaveNoProcessBehind() throws Exception {
    ToyProject project = ToyProject.in(folder);
    long pid;
    try (EmbeddedCloud cloud = EmbeddedCloud.start(project.config())) {
      pid =
          Long.parseLong(
              cloud
                  .host()
                  .invoke("Operator", "\"pid\"".getBytes(StandardCharsets.UTF_8))
                  .text()
                  .replace("\"", ""));
      assertThat(cloud.host().processes()).anyMatch(process -> process.pid() == pid);
    }
    ToyProject.await(
        "it is gone", () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void shouldLeaveNoProcessBehindThatIsStillStarting() throws Exception {
    ToyProject project = ToyProject.in(folder);
    Path data = folder.resolve("data");
    CloudConfig slow =
        project
            .config()
            .withParameters(Map.of("Notebook", project.notebook().toString(), "StartSeconds", "60"))
            .inFolder(data);
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    List<ProcessHandle> started;
    try (EmbeddedCloud cloud = EmbeddedCloud.start(slow)) {
      cloud.host().prepare(List.of("Operator"));
      ToyProject.await("it starts", () -> Files.exists(data.resolve("processes")) && starts(data));
      started =
          ProcessHandle.current().descendants().filter(each -> !before.contains(each)).toList();
    }
    assertThat(data.resolve("processes")).doesNotExist();
    assertThat(started).isNotEmpty();
    ToyProject.await("all are gone", () -> started.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static boolean starts(Path data) {
    try (Stream<Path> folders = Files.list(data.resolve("processes"))) {
      return folders.anyMatch(each -> each.getFileName().toString().startsWith("Operator"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String url(SqsClient sqs) {
    return sqs.getQueueUrl(request -> request.queueName("rollbook-LostEvents")).queueUrl();
  }
}
