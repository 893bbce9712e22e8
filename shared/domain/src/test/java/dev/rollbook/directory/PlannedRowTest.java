package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.roster.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A row of a plan, and what it knows of its user (SPEC S10, A11, U14). */
final class PlannedRowTest {

  private static PlannedRow row(UserChange change) {
    return PlannedRow.of(7, "ada", Outcome.UPDATED).with().reactivates(true).change(change).build();
  }

  @Test
  void shouldRememberTheUserThatThePlanSaw() {
    User user = SomeUser.user().stored();

    PlannedRow seeing = row(UserChange.NONE).seeing(user);

    assertThat(seeing.revision()).isEqualTo(user.revision());
    assertThat(seeing.lastImportId()).isEqualTo(user.lastImportId());
    assertThat(seeing.row()).isEqualTo(7);
    assertThat(seeing.reactivates()).isTrue();
  }

  @Test
  void shouldKeepAllButItsFindings() {
    User user = SomeUser.user().stored();
    List<Finding> others = List.of(RowPlanner.cancelled());

    PlannedRow with = row(UserChange.NONE).seeing(user).with(others);

    assertThat(with.findings()).isEqualTo(others);
    assertThat(with.with(List.of())).isEqualTo(row(UserChange.NONE).seeing(user));
  }

  @Test
  void shouldTellThatItRenames() {
    UserChange renaming =
        UserChange.NONE.with(Map.of(UserChange.USERNAME, new UserChange.Text("old", "ada")));

    assertThat(row(renaming).renames()).isTrue();
    assertThat(row(UserChange.NONE).renames()).isFalse();
  }

  @Test
  void shouldTakeWhatIsAbsentAsEmpty() {
    PlannedRow stored =
        PlannedRowBuilder.builder().row(7).outcome(Outcome.FAILED).findings(List.of()).build();

    assertThat(stored.username()).isEmpty();
    assertThat(stored.change()).isEqualTo(UserChange.NONE);
    assertThat(stored.revision()).isEmpty();
    assertThat(stored.lastImportId()).isEmpty();
    assertThat(stored.place()).isEmpty();
  }

  @Test
  void shouldLieWhereAnUndoTakesItFrom() { // SPEC S11
    PlannedRow lying = row(UserChange.rename("b", "ada")).lyingAt("b");

    assertThat(row(UserChange.NONE).lies()).isEqualTo("ada");
    assertThat(row(UserChange.NONE).lyingAt("ada")).isEqualTo(row(UserChange.NONE));
    assertThat(lying.lies()).isEqualTo("b");
    assertThat(lying.username()).isEqualTo("ada");
    assertThat(lying.seeing(SomeUser.user().stored()).lies()).isEqualTo("b");
    assertThat(lying.with(List.of()).lies()).isEqualTo("b");
    assertThat(lying.changing(UserChange.NONE).lies()).isEqualTo("b");
    assertThat(lying.failed(RowPlanner.cancelled()).lies()).isEqualTo("b");
    assertThat(lying.left(RowPlanner.cancelled()).lies()).isEqualTo("b");
    assertThat(lying.changing(UserChange.NONE).change()).isEqualTo(UserChange.NONE);
  }

  @Test
  void shouldKeepANewNameWhereNothingElseIsDone() { // SPEC U14, A6
    UserChange more =
        UserChange.rename("old", "ada")
            .with(
                Map.of(
                    UserChange.USERNAME,
                    new UserChange.Text("old", "ada"),
                    "phone",
                    new UserChange.Text("", "1")));
    PlannedRow planned = row(more).seeing(SomeUser.user().stored());

    PlannedRow left = planned.left(RowPlanner.givenUp());

    assertThat(left.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(left.reactivates()).isFalse();
    assertThat(left.change()).isEqualTo(UserChange.rename("old", "ada"));
    assertThat(left.findings()).containsExactly(RowPlanner.givenUp().warning());
    assertThat(left.revision()).isEqualTo(planned.revision());
    assertThat(row(UserChange.NONE).left(RowPlanner.givenUp()))
        .isEqualTo(row(UserChange.NONE).failed(RowPlanner.givenUp()));
  }
}
