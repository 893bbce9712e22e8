package dev.rollbook.parse;

import static dev.rollbook.parse.ParseOnFakes.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Command;
import dev.rollbook.imports.Command.Action;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Preview;
import dev.rollbook.imports.Status;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;
import dev.rollbook.testkit.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports that wait for a review (SPEC S3, R12). */
class ReviewTest {

  private static final String REVIEW = "{\"review\": true}";
  private static final String CSV =
      "username;Vorname;Passwort;Farbe\nada;Ada;secret;rot\nbob;Bob;geheim;blau\n;Eve;;\n";

  @TempDir private Path scratch;
  private ParseOnFakes fakes;

  @BeforeEach
  void aTenantWithAUser() {
    fakes = new ParseOnFakes(scratch);
    fakes.cloud.users.create(TENANT, Sample.user("bob"), "");
  }

  private Preview preview(Import of) {
    return fakes.cloud.buckets().files(of).preview().orElseThrow();
  }

  @Test
  void shouldStopAfterReadingWithAPreview() throws IOException {
    Import waiting = fakes.uploaded("one", REVIEW, CSV);

    assertThat(waiting.status()).isEqualTo(Status.AWAITING_REVIEW);
    assertThat(fakes.cloud.rowQueue.sent()).isEmpty();
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
    Preview preview = preview(waiting);
    assertThat(preview.reading()).isEqualTo(waiting.reading());
    assertThat(preview.rowCount()).isEqualTo(3);
    assertThat(preview.columns().get(0))
        .isEqualTo(
            new Preview.Column("username", Target.Field.USERNAME, List.of("ada", "bob"), false));
    assertThat(preview.columns().get(3).target()).isEqualTo(new Target.Ignore());
    assertThat(preview.columns().get(3).skipped()).isFalse();
    assertThat(preview.rows().get(0))
        .isEqualTo(new Preview.Row(2, "ada", false, Map.of("username", "ada", "firstName", "Ada")));
    assertThat(preview.rows().get(1).exists()).isTrue();
    assertThat(preview.findingCounts()).isEqualTo(Map.of(FindingCode.USERNAME_MISSING, 1L));
    assertThat(preview.findings().get(0).row()).isEqualTo(4);
    assertThat(preview.findings().get(0).message()).isNotEmpty();
  }

  @Test
  void shouldShowTheFirstRowsAndFindingsOnlyButCountAll() throws IOException {
    StringBuilder csv = new StringBuilder("username;email\n");
    for (int i = 0; i < 150; i++) {
      csv.append("user-").append(i).append(";no address\n");
    }
    Preview preview = preview(fakes.uploaded("one", REVIEW, csv.toString()));

    assertThat(preview.rows()).hasSize(20);
    assertThat(preview.findings()).hasSize(100);
    assertThat(preview.findingCounts()).isEqualTo(Map.of(FindingCode.INVALID_EMAIL, 150L));
  }

  @Test
  void shouldSayWhatReadingGuessedAndShowEveryPersonOfACell() throws IOException { // SPEC R15, U9
    Import waiting =
        fakes.uploaded(
            "one",
            "{\"review\": true, \"matchBy\": \"email\"}",
            "E-Mail\nada@x.de; bob@x.de\nada@x.de\n");

    Preview preview = preview(waiting);
    assertThat(preview.reading()).isEqualTo(waiting.reading());
    assertThat(preview.reading().headerRow()).isEqualTo(1);
    assertThat(preview.reading().notes()).hasSize(1);
    assertThat(preview.rows().stream().map(Preview.Row::username))
        .containsExactly("ada@x.de", "bob@x.de", "ada@x.de");
  }

  @Test
  void shouldTellRowsApartByWhatNothingTakesUnlessItIsSkipped() throws IOException { // SPEC R13
    String csv = "username;firstName;course\nada;Ada;maths\nada;Ada;arts\n";

    Preview unmapped = preview(fakes.uploaded("one", REVIEW, csv));
    assertThat(unmapped.columns().get(2).skipped()).isFalse();
    assertThat(unmapped.findingCounts()).isEqualTo(Map.of(FindingCode.DUPLICATE_USERNAME, 2L));
    assertThat(unmapped.findings().get(0).message()).contains("row 3", ": course.", "ignore");

    String skipping =
        "{\"review\": true, \"mapping\": [{\"column\": \"course\", \"target\": \"ignore\"}]}";
    Preview skipped = preview(fakes.uploaded("two", skipping, csv));
    assertThat(skipped.columns().get(2).skipped()).isTrue();
    assertThat(skipped.findingCounts()).isEmpty();
  }

  @Test
  void shouldShowTheBeginningOfALongValue() throws IOException {
    String whole = "x".repeat(200);
    String csv =
        "username;Vorname;Nachname\nada;%s;%s\n".formatted(whole, "y".repeat(199) + "\ud83d\ude00");
    Preview preview = preview(fakes.uploaded("one", REVIEW, csv));

    assertThat(preview.rows().get(0).values())
        .isEqualTo(
            Map.of("username", "ada", "firstName", whole, "lastName", "y".repeat(199) + "…"));
  }

  @Test
  void shouldNeverShowAPassword() throws IOException { // SPEC A8
    Import waiting = fakes.uploaded("one", REVIEW, CSV);
    assertThat(preview(waiting).toString()).doesNotContain("secret").doesNotContain("geheim");
  }

  @Test
  void shouldGoOnWithTheOptionsItIsStartedWith() throws IOException {
    Import waiting = fakes.uploaded("one", REVIEW, CSV);
    Import other = fakes.created("two", "{\"tags\": [\"x\"]}");
    fakes.cloud.imports.change(
        TENANT,
        waiting.importId(),
        now ->
            Optional.of(
                now.with().options(other.options()).build().to(Status.QUEUED, Sample.LATER)));

    fakes.parse().carryOut(Command.of(Action.DISPATCH, TENANT, waiting.importId()));

    assertThat(fakes.now(waiting).status()).isEqualTo(Status.RUNNING);
    assertThat(fakes.cloud.buckets().files(waiting).rules().orElseThrow().tags())
        .containsExactly("x");
  }

  @Test
  void shouldKeepNoPreviewOnceTheImportHasEnded() throws IOException { // SPEC A8
    Import waiting = fakes.uploaded("one", REVIEW, CSV);
    fakes.cloud.closer().end(waiting, Status.EXPIRED, true, last -> last);
    assertThat(fakes.cloud.buckets().files(waiting).preview()).isEmpty();
  }
}
