package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.HandEdit;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.HistoryEntry;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.UserHistory;
import dev.rollbook.testkit.InMemoryHandEdits;
import dev.rollbook.testkit.PlainSealer;
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
                edit, register.user(username), Map.of("phone", register.user(username).phone())),
            register.user(username).id()));
    register.cloud.users.edit(ClassRegister.TENANT, username, edit, register.cloud.clock.instant());
  }

  private List<HistoryEntry> walk(String username, int limit) {
    return walk(handEdits, username, limit);
  }

  private List<HistoryEntry> walk(HandEdits edits, String username, int limit) {
    UserHistory history =
        new UserHistory(register.cloud.imports, edits, register.cloud.buckets(), new PlainSealer());
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

  @Test
  @DisplayName("A11, U14: a rename is shown, by an import or a hand, and who was whom before")
  void shouldGoOnUnderTheNamesBefore() {
    ByHand byHand = new ByHand(register.pipeline, ClassRegister.TENANT);
    register.imported(roster("a;1;", "z;1;"), Map.of());
    edits(byHand, "a", "2");
    edits(byHand, "z", "2");
    Import swapped = register.imported("username;oldUsername;phone\nz;a;3\na;z;\n", Map.of());
    edits(byHand, "z", "4");
    edits(byHand, "a", "other");
    register.cloud.advance(Duration.ofMinutes(1));
    assertThat(byHand.renames("z", "c").status()).isEqualTo(200);
    register.cloud.advance(Duration.ofMinutes(1));
    assertThat(byHand.renames("a", "z").status()).isEqualTo(200);
    register.imported(roster("c;5;"), Map.of());
    edits(byHand, "c", "6");

    List<HistoryEntry> history = walk(byHand.handEdits, "c", 50);

    assertThat(shown(history))
        .containsExactly(
            "EDITED 0 [5>6]",
            "UPDATED 2 [phone>, 4>5]",
            "RENAMED 0 [z>c]",
            "EDITED 0 [3>4]",
            "RENAMED 2 [phone>, 2>3, a>z]",
            "EDITED 0 [1>2]",
            "CREATED 2 [>ACTIVE, >1]");
    assertThat(history.get(4).importName()).isEqualTo(swapped.name());
    assertThat(history.get(2).importId()).isEmpty();
    for (int limit = 1; limit < 7; limit++) {
      assertThat(walk(byHand.handEdits, "c", limit)).isEqualTo(history);
    }
    assertThat(shown(walk(byHand.handEdits, "z", 2)))
        .containsExactly(
            "RENAMED 0 [a>z]",
            "EDITED 0 [2>other]",
            "RENAMED 3 [z>a]",
            "EDITED 0 [1>2]",
            "CREATED 3 [>ACTIVE, >1]");
  }

  @Test
  @DisplayName("A11, S11: an undo of a rename and the undo of that are in it")
  void shouldTellOfRenamesThatAreUndone() {
    register.imported(roster("a;1;", "b;1;"), Map.of());
    Import done = register.imported("username;oldUsername\nb;a\na;b\n", Map.of());

    Import undone = register.undone(done);
    register.undone(undone);

    assertThat(shown(walk("b", 1)))
        .containsExactly(
            "UNDONE 2 [a>b]", "UNDONE 2 [b>a]", "RENAMED 2 [a>b]", "CREATED 2 [>ACTIVE, >1]");
  }

  @Test
  @DisplayName("A11, D10: who left on a day that an import had set, by that import")
  void shouldTellOfADayOfLeaving() {
    Import set = setsADayOfLeaving();
    assertThat(shown(walk("c", 50)).get(0)).startsWith("UPDATED 0 [>");
    comesTheDay();

    List<HistoryEntry> history = walk("c", 50);

    String day = set.leavingAt().toString();
    assertThat(shown(history))
        .containsExactly(
            "DEACTIVATED 0 [ACTIVE>INACTIVE]",
            "UPDATED 0 [>" + day + "]",
            "CREATED 4 [>ACTIVE, >1]");
    assertThat(history.get(0).importName()).isEqualTo(set.name());
    assertThat(history.get(0).at()).isEqualTo(set.leavingAt());
    register.imported(roster("c;1;"), Map.of());
    assertThat(shown(walk("c", 1)))
        .containsExactly(
            "REACTIVATED 2 [" + day + ">, INACTIVE>ACTIVE]",
            "DEACTIVATED 0 [ACTIVE>INACTIVE]",
            "UPDATED 0 [>" + day + "]",
            "CREATED 4 [>ACTIVE, >1]");
  }

  @Test
  @DisplayName("A11, D9: who was put out by a list of leavers, by the row that names it")
  void shouldTellTheRowOfALeaver() {
    register.imported(roster("a;1;", "b;1;", "c;1;"), Map.of());
    Import leavers = register.imported("username\nx\nc\n", Map.of("leavers", true));
    assertThat(leavers.counts().deactivated()).isEqualTo(1);

    assertThat(shown(walk("c", 50)))
        .containsExactly("DEACTIVATED 3 [ACTIVE>INACTIVE]", "CREATED 4 [>ACTIVE, >1]");
  }

  @Test
  @DisplayName("A11, D10: who left on a day after another import, or an undo, had written it, too")
  void shouldTellOfADayOfLeavingBehindOtherImports() {
    Import set = setsADayOfLeaving();
    register.cloud.advance(Duration.ofMinutes(5));
    Import listing = register.imported(roster("c;2;"), Map.of());
    register.cloud.advance(Duration.ofMinutes(5));
    register.undone(listing);
    comesTheDay();

    List<HistoryEntry> history = walk("c", 50);

    String day = set.leavingAt().toString();
    assertThat(shown(history))
        .containsExactly(
            "DEACTIVATED 0 [ACTIVE>INACTIVE]",
            "UNDONE 2 [>" + day + ", 2>1]",
            "UPDATED 2 [" + day + ">, 1>2]",
            "UPDATED 0 [>" + day + "]",
            "CREATED 4 [>ACTIVE, >1]");
    assertThat(history.get(0).importName()).isEqualTo(set.name());
    assertThat(walk("c", 1)).isEqualTo(history);
  }

  /** An import after which c, whom it does not list, is to leave in 14 days. */
  private Import setsADayOfLeaving() {
    register.imported(roster("a;1;", "b;1;", "c;1;"), Map.of());
    return register.imported(
        roster("a;1;", "b;1;"), Map.of("deactivateUnlisted", true, "graceDays", 14));
  }

  private void comesTheDay() {
    register.cloud.advance(Duration.ofDays(14).plusMinutes(5));
    register.pipeline.sweep();
    register.pipeline.run();
    assertThat(register.user("c").status()).isEqualTo(User.Status.INACTIVE);
  }

  private void edits(ByHand byHand, String username, String phone) {
    register.cloud.advance(Duration.ofMinutes(1));
    assertThat(
            byHand.call("PATCH", "/users/" + username, "{\"phone\": \"" + phone + "\"}").status())
        .isEqualTo(200);
  }
}
