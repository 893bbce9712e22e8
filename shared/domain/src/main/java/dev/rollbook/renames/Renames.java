package dev.rollbook.renames;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
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
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Renames(
    List<String> ids,
    List<String> from,
    List<String> to,
    Set<String> conflicts,
    Set<String> skipped,
    String defaultSupervisor,
    String defaultSecondSupervisor) {

  /** Nobody gets another name. */
  public static final Renames NONE =
      new Renames(List.of(), List.of(), List.of(), Set.of(), Set.of(), "", "");

  /** Copies the collections; what is absent in stored JSON is empty. */
  public Renames {
    ids = ids == null ? List.of() : List.copyOf(ids);
    from = from == null ? List.of() : List.copyOf(from);
    to = to == null ? List.of() : List.copyOf(to);
    conflicts = conflicts == null ? Set.of() : Set.copyOf(conflicts);
    skipped = skipped == null ? Set.of() : Set.copyOf(skipped);
    defaultSupervisor = defaultSupervisor == null ? "" : defaultSupervisor;
    defaultSecondSupervisor = defaultSecondSupervisor == null ? "" : defaultSecondSupervisor;
  }

  /** The same with the tenant's default supervisors. */
  public Renames withDefaults(String first, String second) {
    return new Renames(ids, from, to, conflicts, skipped, first, second);
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
}
