package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.OptionsReader;
import dev.rollbook.imports.OptionsReader.InvalidOptionsException;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** One tenant whose imports run on the fakes, with options as the API takes them. */
final class OneTenant {

  static final String TENANT = "demo";

  final FakePipeline pipeline;

  OneTenant(Path scratch) {
    pipeline = new FakePipeline(scratch, OnFailure.REDELIVER);
    pipeline.cloud.tenants.createIfMissing(TENANT);
  }

  /** Imports a roster; counts of what it gives add up. */
  Import imports(String options, String... lines) {
    return imports(options, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  /** The same of any file. */
  Import imports(String options, byte[] roster) {
    String importId = pipeline.nextId();
    Import created =
        Import.awaitingUpload(
            TENANT,
            importId,
            "import " + importId,
            "roster.csv",
            roster.length,
            options(options),
            "en",
            pipeline.cloud.clock.instant());
    pipeline.cloud.imports.create(created);
    pipeline.cloud.uploads.put(created.upload().key(), roster);
    pipeline.run();
    Import ended = now(created);
    assertThat(ended.status().isEnd()).as("%s has ended", ended.status()).isTrue();
    assertThat(ended.counts().addUp()).as("%s", ended.counts()).isTrue();
    return ended;
  }

  private ImportOptions options(String json) {
    try {
      return OptionsReader.of(TenantSettings.DEFAULT, pipeline.cloud.directory(), TENANT)
          .read(Json.parse(json, JsonNode.class));
    } catch (InvalidOptionsException e) {
      throw new AssertionError(e);
    }
  }

  /** Somebody approves held deactivations. */
  void approves(Import held) {
    pipeline.cloud.imports.change(TENANT, held.importId(), ImportLife::approved);
    pipeline.cloud.commands.send(Command.of(Command.Action.APPROVE, TENANT, held.importId()));
    pipeline.run();
  }

  Import now(Import of) {
    return pipeline.cloud.imports.find(TENANT, of.importId()).orElseThrow();
  }

  User user(String username) {
    return pipeline.cloud.users.find(TENANT, username).orElseThrow();
  }

  /** The usernames of the users with a status, in order. */
  List<String> with(User.Status status) {
    return List.copyOf(
        new TreeSet<>(
            pipeline.cloud.users.all(TENANT).stream()
                .filter(user -> user.status() == status)
                .map(User::username)
                .toList()));
  }

  /** The text of a download. */
  String download(Import of, String file) {
    return new String(result(of, file).orElseThrow(), StandardCharsets.UTF_8);
  }

  /** A download, if there is one. */
  Optional<byte[]> result(Import of, String file) {
    return pipeline.cloud.results.get("results/" + TENANT + "/" + of.importId() + "/" + file);
  }
}
