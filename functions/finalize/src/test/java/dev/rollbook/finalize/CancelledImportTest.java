package dev.rollbook.finalize;

import static dev.rollbook.finalize.FinalizeOnFakes.TENANT;
import static dev.rollbook.finalize.FinalizeOnFakes.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles.Result;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Wish;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of an import that was cancelled while it ran (SPEC S8, D3). */
class CancelledImportTest {

  private FinalizeOnFakes fakes;

  @BeforeEach
  void someUsers() {
    fakes = new FinalizeOnFakes();
    fakes.users("unlisted");
  }

  private Import cancelled() {
    Import running =
        fakes.settled(
            false,
            row(2, "ada", Outcome.CREATED, UserChange.NONE),
            row(3, "bob", Outcome.FAILED, UserChange.NONE, RowPlanner.cancelled()));
    fakes.lists(running, "ada", "bob");
    return fakes
        .cloud
        .imports
        .change(
            TENANT, running.importId(), now -> Optional.of(now.with().asking(Wish.CANCEL).build()))
        .orElseThrow();
  }

  @Test
  void shouldEndCancelledWithCountsReportAndChangeLog() throws IOException {
    Import ended = fakes.finish(cancelled());

    assertThat(ended.status()).isEqualTo(Status.CANCELLED);
    assertThat(ended.counts().rows()).isEqualTo(2);
    assertThat(ended.counts().created()).isEqualTo(1);
    assertThat(ended.counts().failed()).isEqualTo(1);
    assertThat(ended.counts().addUp()).isTrue();
    assertThat(fakes.download(ended, Result.REPORT)).contains("3,bob,CANCELLED");
    assertThat(fakes.download(ended, Result.CHANGES)).contains("2,ada,status,,ACTIVE");
    assertThat(fakes.cloud.uploads.keys()).isEmpty();
    assertThat(fakes.cloud.turns.holder(TENANT)).isEmpty();
  }

  @Test
  void shouldDeactivateNobody() throws IOException {
    Import ended = fakes.finish(cancelled());

    assertThat(ended.deactivation()).isEqualTo(Deactivation.SKIPPED);
    assertThat(fakes.cloud.users.find(TENANT, "unlisted").orElseThrow().status())
        .isEqualTo(User.Status.ACTIVE);
  }

  @Test
  void shouldEndTheSameTwice() throws IOException {
    Import ended = fakes.finish(cancelled());
    assertThat(fakes.finish(ended)).isEqualTo(ended);
  }
}
