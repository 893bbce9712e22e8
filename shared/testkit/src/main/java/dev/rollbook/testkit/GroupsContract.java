package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Groups;
import dev.rollbook.directory.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Groups} keep. */
public abstract class GroupsContract {

  private static final String TENANT = "t1";
  private static final Group STAFF =
      new Group(
          "staff",
          "Staff",
          Origin.MANUAL,
          Group.ROOT,
          List.of(new Group.Condition("role", List.of("teacher", ""))));

  /** Groups, none there but the root group. */
  protected abstract Groups groups();

  @Test
  void shouldAlwaysHaveTheRootGroup() { // SPEC G5
    assertThat(groups().all(TENANT)).containsExactly(Group.root());
    assertThat(groups().find(TENANT, Group.ROOT)).contains(Group.root());
    assertThat(groups().find(TENANT, "other")).isEmpty();
    assertThat(groups().find(TENANT, "")).isEmpty();
    assertThat(groups().find(TENANT, "x".repeat(3_000))).isEmpty();
  }

  @Test
  void shouldKeepReplaceAndDeleteAGroup() {
    Group renamed = new Group("staff", "Personal", Origin.MANUAL, "", List.of());
    groups().put(TENANT, STAFF);
    assertThat(groups().find(TENANT, "staff")).contains(STAFF);

    groups().put(TENANT, renamed);
    assertThat(groups().all(TENANT)).containsExactlyInAnyOrder(Group.root(), renamed);

    groups().delete(TENANT, "staff");
    groups().delete(TENANT, "staff");
    assertThat(groups().find(TENANT, "staff")).isEmpty();
  }

  @Test
  void shouldKeepTenantsApart() {
    groups().put(TENANT, STAFF);

    assertThat(groups().find("t2", "staff")).isEmpty();
    assertThat(groups().all("t2")).containsExactly(Group.root());
  }

  @Test
  void shouldCreateTheMissingAndLeaveTheOthers() { // SPEC G1
    List<Group> wanted =
        IntStream.range(0, 130).mapToObj(i -> Group.imported("Class " + i)).toList();
    Group changed = new Group(wanted.get(0).id(), "Class 0", Origin.IMPORT, "staff", List.of());
    groups().put(TENANT, changed);

    Together.run(
        3,
        i -> {
          groups().createMissing(TENANT, wanted);
          return i;
        });

    assertThat(groups().all(TENANT)).hasSize(131).contains(changed, wanted.get(129));
    groups().createMissing(TENANT, List.of());
  }

  @Test
  void shouldFindThoseOfManyThatThereAre() {
    List<Group> made = IntStream.range(0, 130).mapToObj(i -> Group.imported("Class " + i)).toList();
    groups().createMissing(TENANT, made);
    groups().put(TENANT, STAFF);
    List<String> asked = new ArrayList<>(made.subList(0, 120).stream().map(Group::id).toList());
    asked.addAll(List.of("staff", "staff", "nobody", "", "x".repeat(3_000), Group.ROOT));

    Map<String, Group> found = groups().find(TENANT, asked);

    assertThat(found)
        .hasSize(122)
        .containsEntry("staff", STAFF)
        .containsEntry(Group.ROOT, Group.root())
        .containsEntry(made.get(119).id(), made.get(119));
    assertThat(groups().find("t2", asked)).containsOnlyKeys(Group.ROOT);
    assertThat(groups().find(TENANT, List.of())).isEmpty();
  }
}
