package dev.rollbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Lambda;
import dev.rollbook.testkit.Sample;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Lambda sends to the handlers, and what they answer. */
class HandlersTest {

  private static final String IMPORT = "01JZ8Q5V7W3X4Y5Z6A7B8C9D0E";
  private static final String CSV = "Benutzername\nada\n";

  private final ParseOnFakes fakes;

  HandlersTest(@TempDir Path scratch) {
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
    fakes.put("inbox/demo/Lehrkräfte 2026.csv", CSV);

    Lambda.invoke(new UploadHandler(fakes.parse()), Lambda.sampleEvent("parse-upload-inbox"));

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
        Lambda.invoke(new CommandHandler(fakes.parse()), Lambda.sampleEvent("parse-command"));

    assertThat(answer).isEqualTo(Json.parse("{\"batchItemFailures\": []}", JsonNode.class));
    assertThat(fakes.now(queued).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void shouldBringBackACommandThatItCannotCarryOut() {
    String event =
        Lambda.sampleEvent("parse-command").replace("DISPATCH", Command.Action.FINISH.name());
    fakes.cloud.imports.create(sampleImport());

    JsonNode answer = Lambda.invoke(new CommandHandler(fakes.parse()), event);

    assertThat(answer)
        .isEqualTo(
            Json.parse(
                "{\"batchItemFailures\":"
                    + " [{\"itemIdentifier\": \"059f36b4-87a3-44ab-83d2-661975830a7d\"}]}",
                JsonNode.class));
  }
}
