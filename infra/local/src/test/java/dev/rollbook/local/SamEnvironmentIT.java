package dev.rollbook.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sam local} is given as {@code --env-vars}. */
@Timeout(120)
class SamEnvironmentIT {

  @TempDir Path folder;

  @Test
  void shouldLeadAFunctionInAContainerToTheCloudThatRunsHere() throws Exception {
    Path data = folder.resolve("data");
    Path root = Path.of("../..").toAbsolutePath().normalize();
    try (EmbeddedCloud cloud =
        EmbeddedCloud.start(CloudConfig.of(root).inFolder(data).withContainers())) {
      JsonNode functions = new ObjectMapper().readTree(data.resolve("sam.json").toFile());
      assertThat(functions.properties())
          .extracting(Map.Entry::getKey)
          .hasSize(cloud.template().functions().size());
      assertThat(run(functions.path("ParseUploadFunction"))).contains("all answered");
      assertThat(Files.readString(data.resolve("aws.env")))
          .contains("export AWS_ENDPOINT_URL_S3='" + cloud.endpoints().s3() + "'")
          .contains("export UPLOADS_BUCKET='rollbook-uploads-local'")
          .contains("export NOTIFICATIONS_QUEUE='" + cloud.endpoints().sqs() + "/");
    }
    assertThat(data.resolve("sam.json")).doesNotExist();
    assertThat(data.resolve("aws.env")).doesNotExist();
  }

  private static String host() {
    try {
      return ContainerBridge.find().address().getHostAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With these variables and no other, as a container has no more. */
  private static String run(JsonNode variables) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    SamProbe.class.getName()))
            .redirectErrorStream(true);
    builder.environment().clear();
    variables
        .properties()
        .forEach(
            each ->
                builder
                    .environment()
                    // Here no container has this name for the machine; the proxy is the same.
                    .put(
                        each.getKey(),
                        each.getValue().asText().replace(SamEnvironment.HOST, host())));
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
