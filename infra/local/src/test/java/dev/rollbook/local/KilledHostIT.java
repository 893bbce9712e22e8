package dev.rollbook.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What becomes of functions, messages and events when the host itself is ended. */
@Timeout(180)
class KilledHostIT {

  @TempDir Path folder;

  private ToyProject project;
  private Path data;
  private Process host;

  @BeforeEach
  void startAHost() throws Exception {
    project = ToyProject.in(folder);
    data = folder.resolve("data");
    host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                HostMain.class.getName(),
                project.root().toString(),
                project.notebook().toString(),
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("host.out").toFile())
            .start();
    ToyProject.await("the host is ready", () -> runningIn(data));
  }

  @AfterEach
  void endIt() {
    host.destroyForcibly();
  }

  @Test
  void shouldLoseNothingAndLeaveNoProcessWhenItIsKilled() throws Exception {
    // Given
    RunningCloud running = RunningCloud.in(data).orElseThrow();
    try (SqsClient sqs = running.endpoints().sqsClient();
        S3Client s3 = running.endpoints().s3Client()) {
      String rows = sqs.getQueueUrl(request -> request.queueName("rollbook-Rows")).queueUrl();
      sqs.sendMessage(request -> request.queueUrl(rows).messageBody("hang"));
      ToyProject.await(
          "a function works",
          () -> project.notes("RowsWorker").stream().anyMatch(note -> note.startsWith("hang 1")));
      s3.putObject(
          request -> request.bucket("rollbook-uploads").key("inbox/late"),
          RequestBody.fromString("x"));
    }
    List<ProcessHandle> functions = host.descendants().toList();
    assertThat(functions).isNotEmpty();
    // When
    host.destroyForcibly().waitFor();
    // Then
    ToyProject.await(
        "no function is left", () -> functions.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(RunningCloud.in(data)).isEmpty();
    try (EmbeddedCloud again = EmbeddedCloud.start(project.config().inFolder(data))) {
      ToyProject.await(
          "the message comes back",
          () -> project.notes("RowsWorker").stream().anyMatch(note -> note.startsWith("hang 2")));
      ToyProject.await(
          "the upload was seen",
          () -> project.notes("Upload").stream().anyMatch(note -> note.contains("inbox/late")));
      assertThat(again.api()).isNotNull();
    }
  }

  @Test
  void shouldEndInOrderWhenItIsAskedTo() throws Exception {
    List<ProcessHandle> functions = host.descendants().toList();
    host.destroy();
    assertThat(host.waitFor(30, TimeUnit.SECONDS)).isTrue();
    ToyProject.await(
        "no function is left", () -> functions.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(data.resolve("running.json")).doesNotExist();
    assertThat(data.resolve("processes")).doesNotExist();
    assertThat(folder.resolve("host.out"))
        .content()
        .startsWith("ready http://127.0.0.1:")
        .hasLineCount(1);
  }

  private static boolean runningIn(Path data) {
    try {
      return RunningCloud.in(data).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
