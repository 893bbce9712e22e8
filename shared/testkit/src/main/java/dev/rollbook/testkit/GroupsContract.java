package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.directory.Group;
import dev.rollbook.directory.Groups;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Origin;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.Users;
import java.util.ArrayList;
import java.util.List;
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

  /** The users of the same directory. */
  protected abstract Users users();

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
  void shouldPageThroughTheMembers() {
    List<String> names = IntStream.range(0, 90).mapToObj(i -> "user" + i).toList();
    users()
        .write(
            TENANT,
            "IMPORT-1",
            names.stream().map(Sample::creation).toList(),
            false,
            Sample.NOW,
            new Meter());
    users().create("t2", Sample.user("stranger"), "");
    List<String> seen = new ArrayList<>();
    String cursor = "";

    do {
      Page<String> page = groups().members(TENANT, Group.ROOT, 7, cursor);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(7);
      seen.addAll(page.items());
      cursor = page.cursor();
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void shouldRefuseACursorOfAnotherGroup() {
    IntStream.range(0, 9).forEach(i -> users().create(TENANT, Sample.fullUser("u" + i), ""));
    String cursor = groups().members(TENANT, "g1", 2, "").cursor();

    assertThatThrownBy(() -> groups().members(TENANT, Group.ROOT, 2, cursor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cursor");
    assertThatThrownBy(() -> groups().members("t2", "g1", 2, cursor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cursor");
  }
}
