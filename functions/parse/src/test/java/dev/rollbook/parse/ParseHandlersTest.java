package dev.rollbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.aws.Cloud;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Status;
import dev.rollbook.reader.ScratchFolder;
import dev.rollbook.testkit.Lambda;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Lambda sends to the handlers, and what they answer. */
class ParseHandlersTest {

  private static final String IMPORT = "01JZ8Q5V7W3X4Y5Z6A7B8C9D0E";
  private static final String CSV = "Benutzername\nada\n";

  private final ParseOnFakes fakes;

  ParseHandlersTest(@TempDir Path scratch) {
    fakes = new ParseOnFakes(scratch);
    fakes.cloud.tenants.createIfMissing("demo");
  }

  private static Import sampleImport() {
    return Import.awaitingUpload(
        "demo",
        IMPORT,
        "Schuljahr",
        "Schüler 2026.csv",
        4213,
        ImportOptions.defaults(1_000),
        "de",
        Sample.NOW);
  }

  @Test
  void shouldReadAnUploadedRosterWhoseKeyIsEncodedInTheEvent() {
    String event = Lambda.sampleEvent("parse-upload");
    JsonNode object = Json.parse(event, JsonNode.class).at("/Records/0/s3/object");
    fakes.cloud.imports.create(sampleImport());
    String version = fakes.put(sampleImport().upload().key(), CSV);

    JsonNode answer =
        Lambda.invoke(
            new UploadHandler(fakes.parse()),
            event.replace(object.path("versionId").asText(), version));

    assertThat(answer.isNull()).isTrue();
    assertThat(fakes.now(sampleImport()).status()).isEqualTo(Status.RUNNING);
    assertThat(fakes.now(sampleImport()).upload().version()).isEqualTo(version);
    assertThat(fakes.cloud.rowQueue.sent()).hasSize(1);
  }

  @Test
  void shouldReadAnEventOfABucketWithoutVersions() {
    fakes.cloud.imports.create(sampleImport());
    fakes.put(sampleImport().upload().key(), CSV);

    Lambda.invoke(
        new UploadHandler(fakes.parse()),
        Lambda.sampleEvent("parse-upload").replaceAll("\\s*\"versionId\": \"[^\"]*\",", ""));

    assertThat(fakes.now(sampleImport()).upload().version()).isEmpty();
    assertThat(fakes.cloud.rowQueue.sent()).hasSize(1);
  }

  @Test
  void shouldMakeAnImportOfADroppedRosterNamedByItsFileAndTime() {
    String event = Lambda.sampleEvent("parse-upload-inbox");
    JsonNode object = Json.parse(event, JsonNode.class).at("/Records/0/s3/object");
    String version = fakes.put("inbox/demo/Lehrkräfte 2026.csv", CSV);

    Lambda.invoke(
        new UploadHandler(fakes.parse()),
        event.replace(object.path("versionId").asText(), version));

    Import taken = fakes.cloud.imports.history("demo", "", 1, "").items().get(0);
    assertThat(taken.name()).isEqualTo("Lehrkräfte 2026.csv 2026-08-31T06:12:45.123Z");
    assertThat(taken.fileName()).isEqualTo("Lehrkräfte 2026.csv");
    assertThat(fakes.cloud.uploads.keys()).containsExactly(taken.upload().key());
  }

  @Test
  void shouldDispatchAnImportOnCommand() {
    Import queued = sampleImport().to(Status.QUEUED, Sample.NOW);
    fakes.cloud.imports.create(queued);
    fakes.put(queued.upload().key(), CSV);

    JsonNode answer =
        Lambda.invoke(new DispatchHandler(fakes.parse()), Lambda.sampleEvent("parse-command"));

    assertThat(answer).isEqualTo(Json.parse("{\"batchItemFailures\": []}", JsonNode.class));
    assertThat(fakes.now(queued).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void shouldBringBackACommandThatItCannotCarryOut() {
    String event =
        Lambda.sampleEvent("parse-command").replace("DISPATCH", Command.Action.FINISH.name());
    fakes.cloud.imports.create(sampleImport());

    JsonNode answer = Lambda.invoke(new DispatchHandler(fakes.parse()), event);

    assertThat(answer)
        .isEqualTo(
            Json.parse(
                "{\"batchItemFailures\":"
                    + " [{\"itemIdentifier\": \"059f36b4-87a3-44ab-83d2-661975830a7d\"}]}",
                JsonNode.class));
  }

  @Test
  void shouldBeginByDeletingTheRosterThatAKilledProcessLeft(@TempDir Path folder) // SPEC A8
      throws IOException {
    Path left = new ScratchFolder(folder).newFile();
    Files.writeString(left, "username,password\nada,secret\n");
    System.setProperty("aws.region", "eu-central-1");
    Map<String, String> environment =
        Map.of(
            "IMPORTS_TABLE", "imports",
            "DIRECTORY_TABLE", "directory",
            "UPLOADS_BUCKET", "uploads",
            "RESULTS_BUCKET", "results",
            "ROWS_QUEUE_URL", "rows",
            "PARSE_QUEUE_URL", "parse",
            "FINALIZE_QUEUE_URL", "finalize",
            "WEBHOOK_QUEUE_URL", "webhook");

    try (Cloud cloud = new Cloud(environment, Clock.systemUTC())) {
      Parse.of(cloud, folder);
    }

    assertThat(folder).isEmptyDirectory();
  }
}
