package dev.rollbook.imports;

import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.renames.Rename;
import dev.rollbook.renames.RenameResolver;
import dev.rollbook.renames.RenameResolver.Known;
import dev.rollbook.renames.Renames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which renames of a stored plan are made when it is applied or undone (SPEC S10, S11):
 * those of users that nobody changed since, to names that are nobody's, all together. Batches are
 * handed in one after the other.
 */
public final class PlanRenames {

  /** By old name. */
  private final Map<String, Known> asSeen = new HashMap<>();

  private final Map<String, String> revisions = new HashMap<>();

  /** What users were renamed from before, by id. */
  private final Map<String, String> before = new HashMap<>();

  private final List<Rename> possible = new ArrayList<>();

  /** Old names by new ones. */
  private final Map<String, String> wanted = new HashMap<>();

  private final List<User> changed = new ArrayList<>();

  /**
   * Takes a batch of a plan that is to be applied.
   *
   * @param stored its users as they are now
   */
  public void apply(BatchPlan made, Map<String, User> stored) {
    AppliedPlan.known(made).forEach(user -> take(user, stored.get(user.name())));
  }

  /**
   * Takes a batch of a plan that is to be undone.
   *
   * @param stored its users as they are now
   */
  public void undo(UndonePlan undone, Map<String, User> stored) {
    undone.known(stored).forEach(user -> take(user, stored.get(user.name())));
  }

  private void take(KnownUser known, User stored) {
    boolean isAsSeen = MadeRenames.NONE.isAsSeen(stored, known.seen());
    if (known.change().isRenaming()) {
      UserChange.Text name = known.change().name();
      wanted.put(name.after(), name.before());
      if (isAsSeen) {
        possible.add(new Rename(name.before(), name.after()));
        asSeen.put(name.before(), new Known(stored.id(), ""));
        revisions.put(stored.id(), stored.revision());
        if (!stored.renamedFrom().isEmpty()) {
          before.put(stored.id(), stored.renamedFrom());
        }
      }
    } else if (!isAsSeen && stored != null && namesSupervisors(stored)) {
      changed.add(stored);
    }
  }

  private static boolean namesSupervisors(User user) {
    return !user.supervisor().isEmpty() || !user.secondSupervisor().isEmpty();
  }

  /** The new names, of which it has to be known whose they are. */
  public List<String> newNames() {
    return List.copyOf(wanted.keySet());
  }

  /**
   * The decision.
   *
   * @param taken those of the new names that are somebody's
   */
  public Renames decide(Set<String> taken) {
    Map<String, Known> known = new HashMap<>();
    taken.forEach(name -> known.put(name, new Known("", "")));
    known.putAll(asSeen);
    Renames renames = RenameResolver.resolve(possible, known);
    Map<String, String> names = renames.names(Set.of());
    Map<String, String> unmade = new HashMap<>(wanted);
    unmade.keySet().removeAll(names.values());
    Set<String> following = new HashSet<>();
    for (User user : changed) {
      if (names.containsKey(user.supervisor()) || names.containsKey(user.secondSupervisor())) {
        following.add(user.username());
      }
    }
    return renames
        .after(before)
        .fenced(
            new Renames.Fence(
                renames.ids().stream().map(revisions::get).toList(), following, unmade));
  }
}
