package dev.rollbook.renames;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of the renames of a roster, decided before the first is made. The lists of names are
 * beside each other, since there may be a million.
 *
 * @param ids of the users that get other names
 * @param from their old names
 * @param to their new names
 * @param conflicts usernames of rows that cannot have theirs (SPEC U14)
 * @param skipped usernames of rows whose users are left as they are (SPEC U12)
 * @param defaultSupervisor the tenant's, as it was
 * @param defaultSecondSupervisor the tenant's, as it was
 * @param before what users were renamed from before, by their ids; of those alone that were
 * @param standing what users are renamed from afterwards, by their ids; all others from their old
 *     names
 * @param fence what a stored plan knows of its users; {@link Fence#NONE} of a roster
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RecordBuilder
public record Renames(
    List<String> ids,
    List<String> from,
    List<String> to,
    Set<String> conflicts,
    Set<String> skipped,
    String defaultSupervisor,
    String defaultSecondSupervisor,
    Map<String, String> before,
    Map<String, String> standing,
    Fence fence) {

  /** Nobody gets another name. */
  public static final Renames NONE = RenamesBuilder.builder().build();

  /** Copies the collections; what is absent in stored JSON is empty. */
  public Renames {
    ids = ids == null ? List.of() : List.copyOf(ids);
    from = from == null ? List.of() : List.copyOf(from);
    to = to == null ? List.of() : List.copyOf(to);
    conflicts = conflicts == null ? Set.of() : Set.copyOf(conflicts);
    skipped = skipped == null ? Set.of() : Set.copyOf(skipped);
    defaultSupervisor = defaultSupervisor == null ? "" : defaultSupervisor;
    defaultSecondSupervisor = defaultSecondSupervisor == null ? "" : defaultSecondSupervisor;
    before = before == null ? Map.of() : Map.copyOf(before);
    standing = standing == null ? Map.of() : Map.copyOf(standing);
    fence = fence == null ? Fence.NONE : fence;
  }

  /** Renames that are to be made, and usernames that their rows cannot have. */
  static Renames of(List<String> ids, List<String> from, List<String> to, Set<String> conflicts) {
    return RenamesBuilder.builder().ids(ids).from(from).to(to).conflicts(conflicts).build();
  }

  /** None, since the rows of these usernames are left. */
  static Renames skipping(Set<String> usernames) {
    return RenamesBuilder.builder().skipped(usernames).build();
  }

  /** The same with the tenant's default supervisors. */
  public Renames withDefaults(String first, String second) {
    return RenamesBuilder.from(this)
        .defaultSupervisor(first)
        .defaultSecondSupervisor(second)
        .build();
  }

  /** The same of users some of whom were renamed before, as {@link #before} says. */
  public Renames after(Map<String, String> others) {
    return RenamesBuilder.from(this).before(others).build();
  }

  /** The same as they undo others, after which those stand that had been made before. */
  public Renames undoing(Renames others) {
    Map<String, String> standing = new HashMap<>();
    ids.forEach(id -> standing.put(id, others.before().getOrDefault(id, "")));
    return RenamesBuilder.from(this).standing(standing).build();
  }

  /** The same as they apply what a dry run would have made. */
  public Renames applying(Renames planned) {
    return RenamesBuilder.from(this).standing(planned.standing()).build();
  }

  /** The same as those of a stored plan. */
  public Renames fenced(Fence known) {
    return RenamesBuilder.from(this).fence(known).build();
  }

  /** Whether no row is other than an ordinary one. */
  @JsonIgnore
  public boolean isNone() {
    return from.isEmpty() && conflicts.isEmpty() && skipped.isEmpty();
  }

  /**
   * New names by old ones.
   *
   * @param failed new names that their users did not get
   */
  public Map<String, String> names(Set<String> failed) {
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < from.size(); i++) {
      if (!failed.contains(to.get(i))) {
        names.put(from.get(i), to.get(i));
      }
    }
    return names;
  }

  /**
   * What a stored plan knows of its users, where it is applied or undone (SPEC S10, S11).
   *
   * @param revisions of the users that get other names, in their order: whoever has another by then
   *     keeps its name
   * @param changed users of the plan that are not as it knows them, and that name a supervisor who
   *     gets another name: since they are written for that, they cannot be told afterwards
   * @param unmade renames of the plan that are not made: old names by new ones
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Fence(List<String> revisions, Set<String> changed, Map<String, String> unmade) {

    /** Nothing. */
    public static final Fence NONE = new Fence(List.of(), Set.of(), Map.of());

    /** Copies the collections; what is absent in stored JSON is empty. */
    public Fence {
      revisions = revisions == null ? List.of() : List.copyOf(revisions);
      changed = changed == null ? Set.of() : Set.copyOf(changed);
      unmade = unmade == null ? Map.of() : Map.copyOf(unmade);
    }
  }
}
