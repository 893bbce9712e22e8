package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Page;
import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.Leaving;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Imports} keep. */
public abstract class ImportsContract {

  /** Imports, none there yet. */
  protected abstract Imports imports();

  private static Import created(String importId, String name) {
    return Sample.created("t1", importId, name);
  }

  @Test
  void shouldGiveBackAnImportAsItWasMade() {
    Import first = created("I1", "Autumn");

    assertThat(imports().create(first)).isTrue();

    assertThat(imports().find("t1", "I1")).contains(first);
    assertThat(imports().find("t2", "I1")).isEmpty();
    assertThat(imports().find("t1", "I2")).isEmpty();
    assertThat(imports().find("t1", "x".repeat(3_000))).isEmpty();
  }

  @Test
  void shouldTakeANameOnceInATenant() {
    imports().create(created("I1", "Autumn"));

    assertThat(imports().create(created("I2", "Autumn"))).isFalse();
    assertThat(imports().find("t1", "I2")).isEmpty();
    assertThat(imports().create(Sample.created("t2", "I3", "Autumn"))).isTrue();
    assertThat(imports().create(created("I4", "autumn"))).isTrue();
  }

  @Test
  void shouldFindAnImportByExactlyItsName() {
    imports().create(created("I1", "Autumn"));
    imports().create(created("I2", "Autumn (2)"));

    assertThat(imports().named("t1", "Autumn")).map(Import::importId).contains("I1");
    assertThat(imports().named("t1", "Autumn (2)")).map(Import::importId).contains("I2");
    assertThat(imports().named("t1", "Autu")).isEmpty();
    assertThat(imports().named("t2", "Autumn")).isEmpty();
    assertThat(imports().named("t1", "x".repeat(3_000))).isEmpty();
  }

  @Test
  void shouldGiveANameToOneWhenManyTryAtOnce() {
    List<Boolean> made = Together.run(8, i -> imports().create(created("I" + i, "Autumn")));

    assertThat(made).containsOnlyOnce(true);
    assertThat(imports().open()).hasSize(1);
  }

  @Test
  void shouldStoreAChangeAndRaiseTheVersion() {
    imports().create(created("I1", "Autumn"));
    Import read = imports().find("t1", "I1").orElseThrow();

    assertThat(imports().replace(read.to(Status.READING, Sample.LATER))).isTrue();

    Import stored = imports().find("t1", "I1").orElseThrow();
    assertThat(stored.status()).isEqualTo(Status.READING);
    assertThat(stored.reached()).containsEntry(Status.READING, Sample.LATER);
    assertThat(stored.version()).isEqualTo(read.version() + 1);
    assertThat(imports().replace(stored.to(Status.QUEUED, Sample.LATER))).isTrue();
  }

  @Test
  void shouldNotStoreAChangeOfWhatChangedMeanwhile() {
    imports().create(created("I1", "Autumn"));
    Import read = imports().find("t1", "I1").orElseThrow();
    imports().replace(read.to(Status.CANCELLED, Sample.NOW));

    assertThat(imports().replace(read.to(Status.READING, Sample.LATER))).isFalse();
    assertThat(imports().find("t1", "I1").orElseThrow().status()).isEqualTo(Status.CANCELLED);
    assertThat(imports().replace(created("never", "Made"))).isFalse();
    assertThat(imports().find("t1", "never")).isEmpty();
  }

  @Test
  void shouldLoseNoChangeWhenManyChangeAtOnce() {
    imports().create(created("I1", "Autumn"));

    Together.run(
        6,
        i ->
            IntStream.range(0, 5)
                .mapToObj(
                    round ->
                        imports()
                            .change(
                                "t1",
                                "I1",
                                found -> {
                                  List<String> more = new ArrayList<>(found.messages());
                                  more.add(i + "/" + round);
                                  return Optional.of(found.with().messages(more).build());
                                }))
                .toList());

    Import stored = imports().find("t1", "I1").orElseThrow();
    assertThat(stored.messages()).hasSize(30).doesNotHaveDuplicates();
    assertThat(stored.version()).isEqualTo(30);
  }

  @Test
  void shouldListTheOpenOnesOldestFirst() {
    imports().create(created("I3", "Three"));
    imports().create(Sample.created("t2", "I1", "One"));
    imports().create(created("I2", "Two"));
    Import two = imports().find("t1", "I2").orElseThrow();
    imports().replace(two.to(Status.FAILED, Sample.LATER));

    assertThat(imports().open()).extracting(Import::importId).containsExactly("I1", "I3");
  }

  @Test
  void shouldListAnEndedImportUntilItsApprovalIsDone() { // SPEC D6
    imports().create(created("I1", "Autumn"));
    imports().create(created("I2", "Winter"));
    Deactivation held =
        new Deactivation(Deactivation.State.HELD, 3, 0, List.of(Deactivation.Reason.GUARD));
    change("I1", found -> Optional.of(found.with().deactivation(held).build()));
    change("I1", found -> Optional.of(found.to(Status.COMPLETED, Sample.LATER)));
    change("I2", found -> Optional.of(found.with().asking(Wish.CANCEL).build()));
    change("I2", found -> Optional.of(found.to(Status.CANCELLED, Sample.LATER)));
    assertThat(imports().open()).isEmpty();

    change("I1", ImportLife::approved);
    assertThat(imports().open()).extracting(Import::importId).containsExactly("I1");

    change("I1", found -> ImportLife.approvalApplied(found, 3, 7, Sample.NOW, last -> last));
    assertThat(imports().open()).extracting(Import::importId).containsExactly("I1");

    change("I1", ImportLife::cleanedUp);
    assertThat(imports().open()).isEmpty();
  }

  private void change(String importId, Function<Import, Optional<Import>> change) {
    imports().change("t1", importId, change);
  }

  @Test
  void shouldPageThroughTheHistoryNewestFirst() { // SPEC A4
    for (int i = 10; i < 35; i++) {
      imports().create(created("I" + i, (i % 2 == 0 ? "even " : "odd ") + i));
    }
    imports().create(Sample.created("t2", "I99", "even stranger"));

    assertThat(history("", 4))
        .hasSize(25)
        .isSortedAccordingTo((a, b) -> b.compareTo(a))
        .startsWith("I34")
        .doesNotHaveDuplicates();
    assertThat(history("even", 5)).hasSize(13).startsWith("I34", "I32");
    assertThat(history("even 1", 2)).containsExactly("I18", "I16", "I14", "I12", "I10");
    assertThat(history("Even", 5)).isEmpty();
  }

  private List<String> history(String name, int limit) {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      Page<Import> page = imports().history("t1", name, limit, cursor);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      page.items().forEach(found -> seen.add(found.importId()));
      cursor = page.cursor();
    } while (!cursor.isEmpty());
    return seen;
  }

  @Test
  void shouldGiveWhatIsDueOfAnyTenant() { // SPEC D10
    Leaving first = new Leaving(Sample.NOW.plusMillis(5), "t1", "I1");
    Leaving second = new Leaving(Sample.LATER, "t2", "I2");
    Leaving later = new Leaving(Sample.LATER.plusMillis(1), "t1", "I3");
    List.of(later, second, first, second).forEach(imports()::note);

    assertThat(imports().due(Sample.NOW)).isEmpty();
    assertThat(imports().due(Sample.NOW.plusMillis(5))).containsExactly(first);
    assertThat(imports().due(Sample.LATER)).containsExactly(first, second);

    imports().forget(first);
    imports().forget(first);
    assertThat(imports().due(Sample.LATER)).containsExactly(second);
  }

  @Test
  void shouldRefuseACursorOfAnotherTenantAndRubbish() {
    IntStream.range(0, 5).forEach(i -> imports().create(created("I" + i, "n" + i)));
    String cursor = imports().history("t1", "", 2, "").cursor();

    assertThatThrownBy(() -> imports().history("t2", "", 2, cursor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cursor");
    assertThatThrownBy(() -> imports().history("t1", "", 2, "rubbish"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cursor");
  }
}
