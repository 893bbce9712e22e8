package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.HandEdit;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.HistoryEntry;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.UserHistory;
import dev.rollbook.testkit.InMemoryHandEdits;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's history, which no import writes (SPEC A11). */
class HistoryTest {

  private static final Map<String, Object> FULL = Map.of("deactivateUnlisted", true);

  private final ClassRegister register;
  private final HandEdits handEdits = new InMemoryHandEdits();

  HistoryTest(@TempDir Path scratch) {
    register = new ClassRegister(new FakePipeline(scratch, OnFailure.REDELIVER));
  }

  private static String roster(String... rows) {
    return "username;phone;groups\n" + String.join("\n", rows) + "\n";
  }

  private void editsByHand(String username, String phone) {
    register.cloud.advance(Duration.ofMinutes(1));
    UserEdit edit = UserEdit.of(Map.of("phone", phone));
    handEdits.add(
        ClassRegister.TENANT,
        username,
        new HandEdit(
            register.cloud.clock.instant(),
            false,
            FieldChange.of(
                edit, register.user(username), Map.of("phone", register.user(username).phone()))));
    register.cloud.users.edit(ClassRegister.TENANT, username, edit, register.cloud.clock.instant());
  }

  private List<HistoryEntry> walk(String username, int limit) {
    UserHistory history =
        new UserHistory(register.cloud.imports, handEdits, register.cloud.buckets());
    List<HistoryEntry> all = new ArrayList<>();
    String cursor = "";
    do {
      Page<HistoryEntry> page =
          history.page(ClassRegister.TENANT, register.user(username), limit, cursor);
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      all.addAll(page.items());
      cursor = page.cursor();
    } while (!cursor.isEmpty());
    return all;
  }

  private static List<String> shown(List<HistoryEntry> entries) {
    return entries.stream()
        .map(
            entry ->
                entry.action()
                    + " "
                    + entry.row()
                    + " "
                    + entry.fields().stream()
                        .filter(field -> !field.field().equals("groups"))
                        .map(field -> field.before() + ">" + field.after())
                        .toList())
        .toList();
  }

  @Test
  @DisplayName(
      "A11: each import and each hand that wrote the user, newest first, none that did not")
  void shouldTellAllThatWasDone() {
    Import first = register.imported(roster("a;1;", "b;1;", "c;1;", "d;1;"), Map.of());
    editsByHand("a", "2");
    register.imported(roster("a;2;", "b;5;"), Map.of()); // says what the hand said
    Import third = register.imported(roster("b;1;", "c;1;", "d;1;"), FULL);
    Import back = register.imported(roster("a;3;5a"), Map.of());
    Import undone = register.undone(back);

    List<HistoryEntry> history = walk("a", 50);

    assertThat(shown(history))
        .containsExactly(
            "UNDONE 0 [3>2, ACTIVE>INACTIVE]",
            "REACTIVATED 2 [2>3, INACTIVE>ACTIVE]",
            "DEACTIVATED 0 [ACTIVE>INACTIVE]",
            "EDITED 0 [1>2]",
            "CREATED 2 [>ACTIVE, >1]");
    assertThat(history)
        .extracting(HistoryEntry::importName)
        .containsExactly(undone.name(), back.name(), third.name(), "", first.name());
    assertThat(history)
        .extracting(HistoryEntry::importId)
        .containsExactly(
            undone.importId(), back.importId(), third.importId(), "", first.importId());
    assertThat(history)
        .extracting(HistoryEntry::at)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(walk("a", 1)).isEqualTo(history);
    assertThat(walk("a", 2)).isEqualTo(history);
  }

  @Test
  @DisplayName("A11: why is she inactive? The list of that import did not name her")
  void shouldTellOfAnApprovedDeactivation() throws IOException {
    register.imported(roster("a;1;", "b;1;", "c;1;", "d;1;"), Map.of());
    Import held = register.imported(roster("a;1;"), FULL);
    register.cloud.advance(Duration.ofHours(1));
    register.cloud.imports.change(ClassRegister.TENANT, held.importId(), ImportLife::approved);
    register.pipeline.approvals().apply(ClassRegister.TENANT, held.importId());
    register.pipeline.run();

    HistoryEntry last = walk("b", 50).get(0);

    assertThat(last.action()).isEqualTo(HistoryEntry.HistoryAction.DEACTIVATED);
    assertThat(last.importName()).isEqualTo(held.name());
    assertThat(last.row()).isZero();
    assertThat(last.at()).isEqualTo(register.cloud.clock.instant());
  }

  @Test
  @DisplayName("A11: it costs no write: the plan says what the user was, and who wrote it before")
  void shouldEndWhereTheUserBegan() {
    register.imported(roster("a;1;"), Map.of());
    for (int i = 2; i < 8; i++) {
      register.imported(roster("a;" + i + ";"), Map.of());
    }

    assertThat(shown(walk("a", 3)))
        .containsExactly(
            "UPDATED 2 [6>7]",
            "UPDATED 2 [5>6]",
            "UPDATED 2 [4>5]",
            "UPDATED 2 [3>4]",
            "UPDATED 2 [2>3]",
            "UPDATED 2 [1>2]",
            "CREATED 2 [>ACTIVE, >1]");
  }
}
