package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What must become of every file, whatever is in it. */
final class ReadOrRefused {

  private ReadOrRefused() {}

  /**
   * Fails unless the file is read, with rows that add up, or refused with a code; and nothing is
   * left beside it in its folder, which it has for itself.
   */
  static void require(Path file, ReadingOptions options, String what) throws IOException {
    try (Judgement judgement = Shown.judge(file, options)) {
      RowCounts counts = judgement.counts();
      assertThat(counts.rows())
          .as("rows of " + what)
          .isEqualTo(counts.emitted() + counts.blank() + counts.beyondLimit());
      int[] rows = {0};
      judgement.entries(entry -> rows[0] += entry.isRow() ? 1 : 0);
      assertThat(rows[0]).as("rows of " + what).isEqualTo(counts.emitted());
    } catch (RosterException e) {
      assertThat(e.code()).as(what).isNotNull();
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(what + " is neither read nor refused", e);
    }
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left).as("left behind by " + what).containsExactly(file);
    }
  }
}
