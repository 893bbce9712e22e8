package dev.rollbook.together;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.Json;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.imports.DerivedImports.Refused;
import dev.rollbook.imports.DerivedImports.Start;
import dev.rollbook.imports.DerivedImports.Started;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.testkit.InMemoryCloud;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A tenant that imports rosters, looks at plans, applies and undoes them. */
final class ClassRegister {

  static final String TENANT = "schule";

  final FakePipeline pipeline;
  final InMemoryCloud cloud;

  ClassRegister(FakePipeline pipeline) {
    this.pipeline = pipeline;
    this.cloud = pipeline.cloud;
    cloud.tenants.createIfMissing(TENANT);
  }

  /** A roster arrives; nothing is delivered yet. */
  String uploads(String csv, Map<String, ?> given) {
    cloud.advance(Duration.ofMinutes(1));
    byte[] roster = csv.getBytes(StandardCharsets.UTF_8);
    String importId = pipeline.nextId();
    ObjectNode options =
        Json.MAPPER.valueToTree(ImportOptions.defaults(TenantSettings.DEFAULT_ROW_LIMIT));
    given.forEach((name, value) -> options.set(name, Json.MAPPER.valueToTree(value)));
    Import created =
        Import.awaitingUpload(
            TENANT,
            importId,
            "roster " + importId,
            "roster.csv",
            roster.length,
            Json.parse(options.toString(), ImportOptions.class),
            "en",
            cloud.clock.instant());
    cloud.imports.create(created);
    cloud.uploads.put(created.upload().key(), roster);
    return importId;
  }

  Import imported(String csv, Map<String, ?> options) {
    String importId = uploads(csv, options);
    pipeline.run();
    return find(importId);
  }

  Import find(String importId) {
    return cloud.imports.find(TENANT, importId).orElseThrow();
  }

  Start apply(Import dryRun, boolean force) {
    cloud.advance(Duration.ofMinutes(1));
    return pipeline.derived().apply(find(dryRun.importId()), force);
  }

  Start undo(Import done, boolean dryRun) {
    cloud.advance(Duration.ofMinutes(1));
    return pipeline.derived().undo(find(done.importId()), dryRun);
  }

  Import applied(Import dryRun) {
    return ended(apply(dryRun, false));
  }

  Import undone(Import done) {
    return ended(undo(done, false));
  }

  Import undoneDry(Import done) {
    return ended(undo(done, true));
  }

  private Import ended(Start start) {
    String importId = begun(start);
    pipeline.run();
    return find(importId);
  }

  /** The import that was begun. */
  String begun(Start start) {
    if (start instanceof Refused refused) {
      throw new AssertionError("refused: " + refused.why());
    }
    return ((Started) start).importId();
  }

  User user(String username) {
    return cloud.users.find(TENANT, username).orElseThrow();
  }

  /** Every value of every user, its password's hash included, but not who wrote it when. */
  Map<String, Values> values() {
    Map<String, Values> all = new TreeMap<>();
    for (User user : cloud.users.all(TENANT)) {
      all.put(
          user.username(),
          new Values(
              User.named(user.username(), Instant.EPOCH)
                  .email(user.email())
                  .firstName(user.firstName())
                  .lastName(user.lastName())
                  .phone(user.phone())
                  .language(user.language())
                  .status(user.status())
                  .origin(user.origin())
                  .isProtected(user.isProtected())
                  .properties(user.properties())
                  .groups(user.groups())
                  .tags(user.tags())
                  .access(user.access())
                  .supervisor(user.supervisor())
                  .secondSupervisor(user.secondSupervisor())
                  .passwordSetBy(user.passwordSetBy())
                  .lists(user.lists())
                  .handEdited(user.handEdited())
                  .leavingAt(user.leavingAt())
                  .build(),
              cloud.users.passwordHash(TENANT, user.username()).orElse("")));
    }
    return all;
  }

  /** A user without its times, and its password's hash. */
  record Values(User user, String passwordHash) {}

  /** The report of an import. */
  String report(Import of) {
    return new String(
        cloud.results.get("results/" + TENANT + "/" + of.importId() + "/report.csv").orElseThrow(),
        StandardCharsets.UTF_8);
  }
}
