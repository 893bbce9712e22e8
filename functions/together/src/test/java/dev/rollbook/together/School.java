package dev.rollbook.together;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Deactivation.Reason;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.ImportOptions.Notify;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tenant with something of everything, two rosters of it that come at the same time, and a tenant
 * beside it that nothing may touch.
 */
final class School {

  static final String TENANT = "schule";
  static final String NEIGHBOUR = "nachbar";

  /** As the roster writes it; it must not outlive the import. */
  static final String PASSWORD = "Sonnenblume-4711";

  /** Rows of the first roster that create a user, so many that they need a second batch. */
  private static final int PUPILS = 130;

  private static final String INBOX_FILE = "inbox/" + TENANT + "/zweite.csv";

  private final FakePipeline pipeline;
  private final InMemoryCloud cloud;

  School(FakePipeline pipeline) {
    this.pipeline = pipeline;
    this.cloud = pipeline.cloud;
    tenants();
    users();
  }

  private void tenants() {
    cloud.tenants.createIfMissing(TENANT);
    cloud.tenants.createIfMissing(NEIGHBOUR);
    cloud.tenants.putSettings(
        TENANT,
        new TenantSettings(
            "leitung",
            "",
            1_000,
            Guard.DEFAULT,
            "de",
            new TenantSettings.Profile(
                Json.parse("{\"deactivateUnlisted\": true}", JsonNode.class))));
    cloud.tenants.putProperty(
        TENANT,
        new Property("Standort", Property.Type.DROPDOWN, List.of("", "Köln", "Bonn"), true));
    cloud.groups.put(
        TENANT,
        new Group(
            "koeln",
            "Alle in Köln",
            Origin.MANUAL,
            Group.ROOT,
            List.of(new Group.Condition("Standort", List.of("Köln")))));
    cloud.groups.put(TENANT, new Group("neu", "Neue", Origin.MANUAL, Group.ROOT, List.of()));
  }

  private void users() {
    create(TENANT, Sample.user("leitung"), "");
    create(TENANT, Sample.fullUser("hausmeister"), "quick$own");
    create(TENANT, Sample.user("alt-aktiv"), "");
    create(TENANT, Sample.user("alt-inaktiv"), "");
    cloud.users.edit(TENANT, "alt-inaktiv", UserEdit.of(Map.of("status", "INACTIVE")), Sample.NOW);
    create(TENANT, Sample.user("geschützt"), "");
    cloud.users.edit(TENANT, "geschützt", Sample.PROTECTION, Sample.NOW);
    for (int i = 0; i < 5; i++) {
      create(TENANT, Sample.user("abgang-" + i), "");
    }
    for (int i = 0; i < 3; i++) { // so that those who leave are no more than half (SPEC D4)
      create(TENANT, Sample.user("bleibt-" + i), "");
    }
    create(NEIGHBOUR, Sample.user("schueler-001"), "");
    create(NEIGHBOUR, Sample.user("abgang-0"), "");
  }

  private void create(String tenant, User user, String hash) {
    cloud.users.create(tenant, user, hash);
  }

  /** An earlier import whose deactivations are held. */
  void hasAHeldPlan() {
    Import earlier = Sample.created(TENANT, pipeline.nextId(), "gehalten");
    cloud.imports.create(
        earlier
            .with()
            .deactivation(new Deactivation(State.HELD, 30, 0, List.of(Reason.GUARD)))
            .build()
            .to(Status.COMPLETED, Sample.NOW));
    cloud.turns.putHeldPlan(TENANT, Optional.of(earlier.importId()));
  }

  /** The first roster arrives, through a presigned URL. */
  void uploads() {
    byte[] roster = firstRoster().getBytes(StandardCharsets.UTF_8);
    Import created =
        Import.awaitingUpload(
            TENANT,
            pipeline.nextId(),
            "erste",
            "erste.csv",
            roster.length,
            ImportOptions.defaults(1_000)
                .with()
                .deactivateUnlisted(true)
                .tags(List.of("2026"))
                .defaultGroup("neu")
                .access(List.of(new Access("moodle", "schueler")))
                .notification(new Notify(true, "", "willkommen"))
                .build(),
            "de",
            cloud.clock.instant());
    cloud.imports.create(created);
    cloud.uploads.put(created.upload().key(), roster);
  }

  /** A file that cannot be imported arrives. */
  void uploadsNonsense() {
    byte[] roster = "Farbe;Form\nrot;rund\n".getBytes(StandardCharsets.UTF_8);
    Import created =
        Import.awaitingUpload(
            TENANT,
            pipeline.nextId(),
            "unsinn",
            "unsinn.csv",
            roster.length,
            ImportOptions.defaults(1_000),
            "de",
            cloud.clock.instant());
    cloud.imports.create(created);
    cloud.uploads.put(created.upload().key(), roster);
  }

  /** The second roster arrives in the inbox: so few users that the guard holds the rest. */
  void drops() {
    StringBuilder csv = new StringBuilder("Benutzername,Vorname\n");
    for (int i = 1; i <= 60; i++) {
      csv.append("schueler-%03d,Neu%d\n".formatted(i, i));
    }
    cloud.uploads.put(INBOX_FILE, csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String firstRoster() {
    StringBuilder csv =
        new StringBuilder("Benutzername;Vorname;E-Mail;Gruppe;Standort;Vorgesetzter;Passwort\n");
    for (int i = 1; i <= PUPILS; i++) {
      csv.append(
          "schueler-%03d;Kind %d;kind%d@schule.example;%s;%s;%s;%s\n"
              .formatted(
                  i,
                  i,
                  i,
                  i % 2 == 0 ? "5a" : "5b,Chor",
                  i % 3 == 0 ? "Köln" : i % 3 == 1 ? "Bonn" : "Mars",
                  i % 4 == 0 ? "lehrer" : "unbekannt",
                  i % 5 == 0 ? PASSWORD : ""));
    }
    csv.append("lehrer;Lea;lea@schule.example;Kollegium;Köln;;\n");
    csv.append("alt-aktiv;Alma;;5a;Köln;leitung;" + PASSWORD + "\n");
    csv.append("alt-inaktiv;Inge;keine-adresse;;;;\n");
    csv.append("hausmeister;;;;;;" + PASSWORD + "\n");
    csv.append("leitung;;;;;;\n");
    csv.append("bleibt-0;;;;;;\nbleibt-1;;;;;;\nbleibt-2;;;;;;\n");
    csv.append("doppelt;A;;;;;\ndoppelt;B;;;;;\n");
    csv.append("gleich;A;;;;;\ngleich;A;;;;;\n");
    csv.append(";;;;;;\n");
    csv.append("zuviel;A;;;;;;;x\n");
    return csv.toString();
  }
}
