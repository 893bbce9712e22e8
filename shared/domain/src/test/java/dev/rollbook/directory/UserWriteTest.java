package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.UserWrite.Kind;
import org.junit.jupiter.api.Test;

/** What a planned change asks of the stored user. */
class UserWriteTest {

  @Test
  void shouldAskForNobodyWhereItCreatesAndForSomebodyWhereItChanges() {
    assertThat(UserWrite.create("ada", UserChange.NONE, "hash").kind()).isEqualTo(Kind.CREATE);
    assertThat(UserWrite.create("ada", UserChange.NONE, "hash").passwordHash()).isEqualTo("hash");
    assertThat(UserWrite.update("ada", UserChange.NONE, "").kind()).isEqualTo(Kind.UPDATE);
    assertThat(UserWrite.update("ada", UserChange.NONE, "").revision()).isEmpty();
  }

  @Test
  void shouldDeactivateAtTheRevisionThatThePlanSaw() { // SPEC D6
    UserWrite write = UserWrite.deactivate("ada", "7/x");

    assertThat(write.kind()).isEqualTo(Kind.DEACTIVATE);
    assertThat(write.revision()).isEqualTo("7/x");
    assertThat(write.change().fields().get(UserChange.STATUS))
        .isEqualTo(new UserChange.Text("ACTIVE", "INACTIVE"));
    assertThat(new Turn("I1", 3).number()).isEqualTo(3);
  }

  @Test
  void shouldKeepWhatItAsksWhenItsBatchAndRevisionAreNamed() { // SPEC S10, A11
    UserWrite leaving =
        UserWrite.leaving("ada", UserWrite.Kind.UPDATE, UserChange.DEACTIVATION, "");

    UserWrite named = leaving.ofBatch(7).ifStill("3.x");

    assertThat(named.batch()).isEqualTo(7);
    assertThat(named.revision()).isEqualTo("3.x");
    assertThat(named.username()).isEqualTo("ada");
    assertThat(named.kind()).isEqualTo(UserWrite.Kind.UPDATE);
    assertThat(named.change()).isEqualTo(UserChange.DEACTIVATION);
    assertThat(leaving.batch()).isEqualTo(Revision.NO_BATCH);
  }
}
