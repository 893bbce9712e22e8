package dev.rollbook.finalize;

import dev.rollbook.directory.PersonHash;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.Lookalikes;
import dev.rollbook.imports.Lookalikes.Pair;
import dev.rollbook.imports.UnlistedUser;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Finds created users who look like users that the plan would deactivate (SPEC D7). It reads the
 * plans once and keeps a hash of eight bytes for each user. Only if two hashes are equal, which is
 * rare, it reads them again to learn whose they are. A million new users beside a million leaving
 * ones take 32 MB.
 */
final class LookalikeFinder {

  private final PlanReader plans;

  LookalikeFinder(PlanReader plans) {
    this.plans = plans;
  }

  /** What is compared of a created user and one that would be deactivated. */
  private enum Trait {
    EMAIL,
    NAME;

    long of(PlannedRow created) {
      return this == EMAIL ? emailOf(created) : nameOf(created);
    }

    long of(UnlistedUser leaving) {
      return this == EMAIL ? leaving.email() : leaving.name();
    }
  }

  /** Hashes on their way to be compared. */
  private static final class Hashes {
    private final LongStream.Builder created = LongStream.builder();
    private final LongStream.Builder leaving = LongStream.builder();

    /** Those that a created and a leaving user have, some of them if they are very many. */
    Set<Long> common() {
      long[] some = created.build().filter(hash -> hash != PersonHash.NONE).sorted().toArray();
      long[] others = leaving.build().filter(hash -> hash != PersonHash.NONE).sorted().toArray();
      Set<Long> common = new HashSet<>();
      int i = 0;
      int j = 0;
      while (i < some.length && j < others.length && common.size() < Lookalikes.MOST) {
        if (some[i] == others[j]) {
          common.add(some[i]);
          i++;
        } else if (some[i] < others[j]) {
          i++;
        } else {
          j++;
        }
      }
      return common;
    }
  }

  /** Whoever has a hash. */
  private static final class Bearers {
    private final List<PlannedRow> created = new ArrayList<>();
    private final List<UnlistedUser> leaving = new ArrayList<>();
  }

  Lookalikes find() {
    Map<Trait, Hashes> hashes = new HashMap<>();
    for (Trait trait : Trait.values()) {
      hashes.put(trait, new Hashes());
    }
    plans.each(
        plan -> {
          for (Trait trait : Trait.values()) {
            Hashes of = hashes.get(trait);
            plan.rows().stream()
                .filter(row -> row.outcome() == PlannedRow.Outcome.CREATED)
                .forEach(row -> of.created.add(trait.of(row)));
            plan.unlisted().forEach(user -> of.leaving.add(trait.of(user)));
          }
        });
    Map<Trait, Set<Long>> common = new HashMap<>();
    hashes.forEach((trait, of) -> common.put(trait, of.common()));
    return common.values().stream().allMatch(Set::isEmpty)
        ? Lookalikes.NONE
        : new Lookalikes(pairs(common));
  }

  private List<Pair> pairs(Map<Trait, Set<Long>> common) {
    Map<Trait, Map<Long, Bearers>> bearers = new HashMap<>();
    plans.each(
        plan ->
            common.forEach(
                (trait, hashes) -> {
                  Map<Long, Bearers> of = bearers.computeIfAbsent(trait, key -> new HashMap<>());
                  for (PlannedRow row : plan.rows()) {
                    long hash = trait.of(row);
                    if (row.outcome() == PlannedRow.Outcome.CREATED && hashes.contains(hash)) {
                      add(of.computeIfAbsent(hash, key -> new Bearers()).created, row);
                    }
                  }
                  for (UnlistedUser user : plan.unlisted()) {
                    long hash = trait.of(user);
                    if (hashes.contains(hash)) {
                      add(of.computeIfAbsent(hash, key -> new Bearers()).leaving, user);
                    }
                  }
                }));
    Set<List<String>> paired = new HashSet<>();
    Set<Pair> pairs = new LinkedHashSet<>();
    for (Trait trait : Trait.values()) { // who has one address need not be told to have one name
      bearers
          .getOrDefault(trait, Map.of())
          .values()
          .forEach(
              with -> {
                for (UnlistedUser leaving : with.leaving) {
                  for (PlannedRow created : with.created) {
                    if (pairs.size() < Lookalikes.MOST
                        && paired.add(List.of(created.username(), leaving.username()))) {
                      pairs.add(
                          new Pair(
                              created.row(),
                              created.username(),
                              leaving.username(),
                              trait == Trait.EMAIL));
                    }
                  }
                }
              });
    }
    return pairs.stream()
        .sorted(Comparator.comparingInt(Pair::row).thenComparing(Pair::leaving))
        .toList();
  }

  /** Of the bearers of one address, some hundred tell enough. */
  private static <T> void add(List<T> bearers, T one) {
    if (bearers.size() < 100) {
      bearers.add(one);
    }
  }

  private static long emailOf(PlannedRow created) {
    return PersonHash.ofEmail(text(created, Target.Field.EMAIL));
  }

  private static long nameOf(PlannedRow created) {
    return PersonHash.ofName(
        text(created, Target.Field.FIRST_NAME), text(created, Target.Field.LAST_NAME));
  }

  private static String text(PlannedRow created, Target target) {
    UserChange.Text text = created.change().fields().get(target.text());
    return text == null ? "" : text.after();
  }
}
