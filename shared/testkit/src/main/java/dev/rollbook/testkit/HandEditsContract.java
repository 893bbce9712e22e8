package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.HandEdit;
import dev.rollbook.directory.HandEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link HandEdits} keep. */
public abstract class HandEditsContract {

  /** Edits, none there yet. */
  protected abstract HandEdits handEdits();

  private static HandEdit edit(int second) {
    return new HandEdit(
        Sample.NOW.plusSeconds(second),
        second == 0,
        List.of(new FieldChange("phone", "", Integer.toString(second))),
        "id");
  }

  @Test
  void shouldListAUsersEditsNewestFirst() {
    for (int i = 0; i < 5; i++) {
      handEdits().add("t1", "ada", edit(i));
    }
    handEdits().add("t1", "ada lovelace", edit(7));
    handEdits().add("t2", "ada", edit(8));

    List<HandEdit> seen = new ArrayList<>();
    String before = "";
    while (true) {
      List<HandEdits.Noted> page = handEdits().newest("t1", "ada", before, 2);
      if (page.isEmpty()) {
        break;
      }
      assertThat(page.size()).isLessThanOrEqualTo(2);
      page.forEach(noted -> seen.add(noted.edit()));
      before = page.get(page.size() - 1).cursor();
    }

    assertThat(seen).containsExactly(edit(4), edit(3), edit(2), edit(1), edit(0));
  }

  @Test
  void shouldKeepEditsOfTheSameMoment() {
    handEdits().add("t1", "ada", edit(1));
    handEdits().add("t1", "ada", edit(1));

    assertThat(handEdits().newest("t1", "ada", "", 10)).hasSize(2);
    assertThat(handEdits().newest("t1", "nobody", "", 10)).isEmpty();
  }

  @Test
  void shouldTakeAnEditOfWhateverSize() {
    List<FieldChange> many =
        IntStream.range(0, 2_000)
            .mapToObj(i -> new FieldChange("access", "", "Ä".repeat(300) + i))
            .toList();
    List<FieldChange> one =
        List.of(new FieldChange("lastName", "", "\uD83D\uDE00".repeat(300_000)));

    handEdits().add("t1", "many", new HandEdit(Sample.NOW, false, many, "id"));
    handEdits().add("t1", "one", new HandEdit(Sample.NOW, true, one, "id"));

    HandEdit ofMany = handEdits().newest("t1", "many", "", 10).get(0).edit();
    assertThat(ofMany.fields()).hasSizeGreaterThanOrEqualTo(300);
    assertThat(ofMany.fields().get(299).after()).startsWith("Ä".repeat(150));
    HandEdit ofOne = handEdits().newest("t1", "one", "", 10).get(0).edit();
    assertThat(ofOne.creates()).isTrue();
    assertThat(ofOne.fields().get(0).field()).isEqualTo("lastName");
    assertThat(ofOne.fields().get(0).after()).startsWith("\uD83D\uDE00".repeat(150));
  }
}
