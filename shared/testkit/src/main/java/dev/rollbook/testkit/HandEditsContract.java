package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.HandEdit;
import dev.rollbook.directory.HandEdits;
import java.util.ArrayList;
import java.util.List;
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
}
