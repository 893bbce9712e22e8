package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.changes.ChangeTask;
import dev.rollbook.changes.Changes;
import dev.rollbook.changes.DirectoryChange;
import dev.rollbook.changes.DirectoryChange.Position;
import dev.rollbook.changes.DirectoryChange.Stage;
import dev.rollbook.changes.DirectoryChangeBuilder;
import dev.rollbook.changes.Outcome;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Property;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Changes} keep (SPEC G8). */
public abstract class ChangesContract {

  /** Changes without any. */
  protected abstract Changes changes();

  /** A change that keeps others from beginning. */
  private static DirectoryChange reserved(String tenant, String id) {
    return DirectoryChange.reserved(tenant, id, Sample.NOW);
  }

  /** A change that does something, in the middle of it. */
  private static DirectoryChange begun(String tenant, String id, ChangeTask task) {
    return DirectoryChangeBuilder.builder()
        .tenant(tenant)
        .changeId(id)
        .stage(Stage.BEGUN)
        .task(task)
        .shards(List.of(new Position("äda \"1\"", false), new Position("", true)))
        .outcome(new Outcome(1, 2, 3, 4))
        .leasedUntil(Sample.LATER)
        .version(0)
        .build();
  }

  /** One of each. */
  static Stream<ChangeTask> tasks() {
    Group plain = new Group("g", "Größe", Origin.MANUAL, Group.ROOT, List.of());
    Group conditional =
        new Group(
            "g",
            "\"G\"",
            Origin.MANUAL,
            Group.ROOT,
            List.of(new Group.Condition("Region", List.of("", "North"))));
    Property property = new Property("Region", Property.Type.DROPDOWN, List.of("", "North"), true);
    return Stream.of(
        new ChangeTask.None(),
        new ChangeTask.GroupDefinition(plain, conditional),
        new ChangeTask.GroupDeletion(conditional),
        new ChangeTask.ImportGroupDeletion(Group.importedId("Math")),
        new ChangeTask.PropertyDefinition(property, true),
        new ChangeTask.PropertyDeletion("Region"));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void shouldGiveBackAChangeAsItWasStored(ChangeTask task) {
    DirectoryChange begun = begun("t1", "C1", task);
    assertThat(changes().create(begun)).isTrue();
    assertThat(changes().find("t1")).contains(begun);
    assertThat(changes().find("t2")).isEmpty();
  }

  @Test
  void shouldHaveOneChangeInATenantAtATime() { // SPEC G8
    assertThat(changes().create(reserved("t1", "C1"))).isTrue();
    assertThat(changes().create(reserved("t1", "C2"))).isFalse();
    assertThat(changes().create(reserved("t2", "C3"))).isTrue();
    assertThat(changes().find("t1")).contains(reserved("t1", "C1"));

    changes().delete(reserved("t1", "C1"));

    assertThat(changes().find("t1")).isEmpty();
    assertThat(changes().create(reserved("t1", "C2"))).isTrue();
  }

  @Test
  void shouldStoreHowFarAChangeIsUnlessSomebodyElseDid() {
    DirectoryChange first = begun("t1", "C1", new ChangeTask.PropertyDeletion("A"));
    changes().create(first);

    Optional<DirectoryChange> stored = changes().replace(first);

    assertThat(stored).contains(first.nextVersion());
    assertThat(changes().find("t1")).isEqualTo(stored);
    assertThat(changes().replace(first)).isEmpty();
    assertThat(changes().replace(stored.orElseThrow())).isPresent();
  }

  @Test
  void shouldNotReplaceAChangeThatIsGoneOrAnotherOne() {
    assertThat(changes().replace(reserved("t1", "C1"))).isEmpty();
    changes().create(reserved("t1", "C2"));
    assertThat(changes().replace(reserved("t1", "C1"))).isEmpty();
    assertThat(changes().find("t1")).contains(reserved("t1", "C2"));
  }

  @Test
  void shouldRemoveAChangeWhateverWasStoredOfItSinceButNoOther() {
    changes().create(reserved("t1", "C1"));
    changes().replace(reserved("t1", "C1"));
    changes().delete(reserved("t1", "C2"));
    assertThat(changes().find("t1")).isPresent();
    changes().delete(reserved("t1", "C1"));
    changes().delete(reserved("t1", "C1"));
    assertThat(changes().find("t1")).isEmpty();
  }

  @Test
  void shouldListTheChangesOfEveryTenant() {
    changes().create(reserved("t1", "C1"));
    changes().create(reserved("t2", "C2"));
    changes().create(reserved("t3", "C3"));
    changes().delete(reserved("t2", "C2"));
    assertThat(changes().open())
        .containsExactlyInAnyOrder(reserved("t1", "C1"), reserved("t3", "C3"));
  }
}
