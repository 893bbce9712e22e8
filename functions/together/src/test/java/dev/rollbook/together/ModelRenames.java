package dev.rollbook.together;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What becomes of renames that are wanted together (SPEC U14).
 *
 * @param made new names by old ones, of those that can be
 * @param conflicts new names that cannot be given
 */
record ModelRenames(Map<String, String> made, Set<String> conflicts) {

  static final ModelRenames NONE = new ModelRenames(Map.of(), Set.of());

  /** A rename that is wanted. */
  record Wanted(String from, String to) {}

  /**
   * Of a roster. Whom nobody is called, nobody is renamed from; and what the same roster did before
   * is not done again.
   */
  static ModelRenames ofRoster(Set<Wanted> wanted, Map<String, ModelUser> users) {
    Set<Wanted> open = new HashSet<>(wanted);
    open.removeIf(one -> one.from().equals(one.to()) || !users.containsKey(one.from()));
    // Made before: the most of those that look so whose users do not move away now.
    Set<Wanted> before = new HashSet<>(open);
    before.removeIf(one -> !isRenamedFrom(users.get(one.to()), one.from()));
    boolean shrinks = true;
    while (shrinks) {
      Set<String> moving = new HashSet<>();
      open.stream().filter(one -> !before.contains(one)).forEach(one -> moving.add(one.from()));
      shrinks = before.removeIf(one -> moving.contains(one.to()));
    }
    open.removeAll(before);
    return of(open, users.keySet());
  }

  private static boolean isRenamedFrom(ModelUser user, String name) {
    return user != null && user.renamedFrom.equals(name);
  }

  /** Takes away what cannot be, until all that is left can be at once. */
  static ModelRenames of(Set<Wanted> wanted, Set<String> taken) {
    Map<String, Integer> times = new HashMap<>();
    wanted.forEach(one -> times.merge(one.from(), 1, Integer::sum));
    Set<Wanted> possible = new HashSet<>(wanted);
    possible.removeIf(one -> times.get(one.from()) > 1);
    boolean shrinks = true;
    while (shrinks) {
      Set<String> leaving = new HashSet<>();
      possible.forEach(one -> leaving.add(one.from()));
      shrinks = possible.removeIf(one -> taken.contains(one.to()) && !leaving.contains(one.to()));
    }
    Map<String, String> made = new TreeMap<>();
    possible.forEach(one -> made.put(one.from(), one.to()));
    Set<String> conflicts = new TreeSet<>();
    wanted.stream().filter(one -> !possible.contains(one)).forEach(one -> conflicts.add(one.to()));
    return new ModelRenames(made, conflicts);
  }

  /** Those of them that were made. */
  ModelRenames only(Predicate<Wanted> isMade) {
    Map<String, String> less = new TreeMap<>(made);
    less.entrySet().removeIf(one -> !isMade.test(new Wanted(one.getKey(), one.getValue())));
    return new ModelRenames(less, conflicts);
  }

  /** New names that were possible, but are not made. */
  Set<String> without(ModelRenames less) {
    Set<String> unmade = new TreeSet<>(made.values());
    unmade.removeAll(less.made.values());
    return unmade;
  }

  /** What users are called, and who follows, when all that can be is made. */
  Renamed of(Map<String, ModelUser> users) {
    TreeMap<String, ModelUser> after = new TreeMap<>();
    Map<ModelUser, ModelUser> before = new HashMap<>();
    for (ModelUser user : users.values()) {
      ModelUser renamed = user.renamed(made);
      after.put(renamed.name, renamed);
      before.put(renamed, user);
    }
    return new Renamed(after, before, made);
  }

  /**
   * Users after renames.
   *
   * @param users by their new names
   * @param before each as it was, by what it is now
   * @param names new names by old ones
   */
  record Renamed(
      TreeMap<String, ModelUser> users,
      Map<ModelUser, ModelUser> before,
      Map<String, String> names) {

    static final Renamed NOBODY = new Renamed(new TreeMap<>(), Map.of(), Map.of());

    /** The user as it was before the renames. */
    ModelUser before(ModelUser user) {
      return before.getOrDefault(user, user);
    }

    boolean isRenamed(ModelUser user) {
      return !before(user).name.equals(user.name);
    }
  }
}
