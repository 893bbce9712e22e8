package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.Json;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords on their way in row batches (SPEC A8). */
class PasswordSealTest {

  private static final byte[] KEY = PasswordSeal.newKey();
  private static final String PASSWORD = "Sonnenblume \"4711\" ü 🌻";

  private final PasswordSeal seal = new PasswordSeal("01J1", KEY);

  private static RosterRow row(int number, Map<String, String> values) {
    return RosterRow.of(number, "user-" + number, Verdict.APPLY).with().values(values).build();
  }

  @Test
  void shouldOpenWhatItSealed() {
    String sealed = seal.seal(3, 17, PASSWORD);

    assertThat(sealed).doesNotContain("Sonnenblume").isNotEqualTo(seal.seal(3, 17, PASSWORD));
    assertThat(new PasswordSeal("01J1", KEY).open(3, 17, sealed)).isEqualTo(PASSWORD);
  }

  @Test
  void shouldOpenNothingOfAnotherImportBatchRowOrKey() {
    String sealed = seal.seal(3, 17, PASSWORD);

    for (Runnable other :
        List.<Runnable>of(
            () -> seal.open(4, 17, sealed),
            () -> seal.open(3, 18, sealed),
            () -> new PasswordSeal("01J2", KEY).open(3, 17, sealed),
            () -> new PasswordSeal("01J1", PasswordSeal.newKey()).open(3, 17, sealed))) {
      assertThatThrownBy(other::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not sealed by its key");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Zm9v", "no base64 at all!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void shouldOpenNothingThatNobodySealed(String nonsense) {
    assertThatThrownBy(() -> seal.open(0, 1, nonsense))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not sealed by its key");
  }

  @Test
  void shouldKeepWhatARenamedUserWasCalled() { // SPEC A8, U14
    Map<String, String> before = Map.of("username", "before");
    RosterRow renamed = row(2, Map.of("password", PASSWORD)).with().formerly(before).build();
    RowBatch batch = RowBatch.ofRows("demo", "01J1", 0, 1, List.of(renamed));

    assertThat(batch.sealed(seal).rows().get(0).formerly()).isEqualTo(before);
    assertThat(batch.withoutPasswords().rows().get(0).formerly()).isEqualTo(before);
  }

  @Test
  void shouldPutNothingOfAPasswordIntoTheMessage() { // SPEC A8
    RowBatch batch =
        RowBatch.ofRows(
            "demo",
            "01J1",
            0,
            1,
            List.of(
                row(2, Map.of("password", PASSWORD, "firstName", "Ada")),
                row(3, Map.of("firstName", "Bob"))));

    String message = Json.text(batch.sealed(seal));

    assertThat(message).doesNotContain("Sonnenblume").contains("Ada");
    RowBatch received = Json.parse(message, RowBatch.class);
    assertThat(received.password(2, Optional.of(seal))).contains(PASSWORD);
    assertThat(received.password(3, Optional.of(seal))).isEmpty();
    assertThat(received.password(2, Optional.empty())).as("without the key").isEmpty();
    assertThat(Json.text(batch.withoutPasswords())).doesNotContain("Sonnenblume");
  }

  @Test
  void shouldTakeABatchThatWasSentBeforeThereWereSeals() {
    String message =
        "{\"tenant\":\"demo\",\"importId\":\"01J1\",\"batch\":0,\"batches\":1,\"giveUp\":false,"
            + "\"rows\":[{\"number\":2,\"username\":\"ada\",\"verdict\":\"APPLY\","
            + "\"values\":{\"password\":\"plain\"},\"rosterSupervisors\":[],\"findings\":[]}],"
            + "\"listed\":[]}";

    RowBatch received = Json.parse(message, RowBatch.class);

    assertThat(received.password(2, Optional.empty())).contains("plain");
  }
}
