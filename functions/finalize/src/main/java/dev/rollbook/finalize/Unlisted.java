package dev.rollbook.finalize;

import dev.rollbook.directory.Guard;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.User;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import dev.rollbook.imports.Deactivation.Reason;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.ImportFiles.UnlistedPlan;
import dev.rollbook.imports.Tally;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The users that the roster does not list (SPEC section 6). The listed names lie in each key
 * shard's order, and a shard's users come in it, so that one walk over both finds who is missing;
 * nothing is kept per user.
 */
final class Unlisted {

  /** Users set inactive in one call of ours. */
  private static final int AT_ONCE = 500;

  private final Users users;
  private final Clock clock;

  Unlisted(Users users, Clock clock) {
    this.users = users;
    this.clock = clock;
  }

  /**
   * The plan of every key shard, stored before any is applied; those that are stored already stand.
   */
  List<UnlistedPlan> plan(Import finalizing, ImportFiles files, Meter meter) {
    List<UnlistedPlan> plans = new ArrayList<>();
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      int current = shard;
      plans.add(
          files
              .unlisted(shard)
              .orElseGet(
                  () ->
                      files.unlisted(
                          current, merge(finalizing, current, files.listed(current), meter))));
    }
    return plans;
  }

  private UnlistedPlan merge(Import finalizing, int shard, List<String> listed, Meter meter) {
    List<String> unlisted = new ArrayList<>();
    long deactivatable = 0;
    try (Stream<User> inShard = users.inShard(finalizing.tenant(), shard, meter)) {
      int next = 0;
      for (Iterator<User> each = inShard.iterator(); each.hasNext(); ) {
        User user = each.next();
        while (next < listed.size()
            && KeyShard.ORDER.compare(listed.get(next), user.username()) < 0) {
          next++;
        }
        if (user.deactivatable()) {
          deactivatable++;
          if (next == listed.size() || !listed.get(next).equals(user.username())) {
            unlisted.add(user.username());
          }
        }
      }
    }
    return new UnlistedPlan(deactivatable, unlisted);
  }

  /** Why the plan must not be applied without somebody's word (SPEC D4, D5); empty if it may. */
  static List<Reason> reasonsToHold(
      Import finalizing, List<UnlistedPlan> plans, Tally tally, Guard guard) {
    List<Reason> reasons = new ArrayList<>();
    long planned = planned(plans);
    if (planned == 0) {
      return reasons; // an incomplete list that leaves nobody out does no harm
    }
    long deactivatable = plans.stream().mapToLong(UnlistedPlan::deactivatable).sum();
    // A dry run wrote nobody, so all it found were active before.
    long broughtIn =
        finalizing.options().dryRun() ? 0 : tally.created() + tally.reactivatedDeactivatable();
    if (guard.holds(planned, deactivatable - broughtIn)) {
      reasons.add(Reason.GUARD);
    }
    if (finalizing.workload().beyondLimit() > 0) {
      reasons.add(Reason.BEYOND_LIMIT);
    }
    if (finalizing.workload().unreadable()) {
      reasons.add(Reason.UNREADABLE_ROW);
    }
    return reasons;
  }

  static long planned(List<UnlistedPlan> plans) {
    return plans.stream().mapToLong(plan -> plan.usernames().size()).sum();
  }

  /**
   * Applies the plans, less the users that are not as planned any more.
   *
   * @return how many users are inactive by it
   */
  long apply(Import finalizing, ImportFiles files, List<UnlistedPlan> plans, Meter meter) {
    return apply(finalizing, files, plans, part -> part, meter);
  }

  /**
   * Applies held plans, less the users that changed since the import ended (SPEC D6).
   *
   * @return how many users are inactive by it
   */
  long applyHeld(Import held, ImportFiles files, List<UnlistedPlan> plans, Meter meter) {
    return apply(held, files, plans, part -> unchanged(held, part, meter), meter);
  }

  private List<String> unchanged(Import held, List<String> part, Meter meter) {
    Map<String, User> now = users.find(held.tenant(), part, meter);
    return part.stream()
        .filter(now::containsKey)
        .filter(
            name ->
                // The change may be this very one, made by an earlier try.
                now.get(name).lastImportId().equals(held.importId())
                    || !now.get(name).updatedAt().isAfter(held.since()))
        .toList();
  }

  private long apply(
      Import of,
      ImportFiles files,
      List<UnlistedPlan> plans,
      UnaryOperator<List<String>> among,
      Meter meter) {
    long done = 0;
    for (int shard = 0; shard < plans.size(); shard++) {
      int current = shard;
      done +=
          files
              .deactivated(shard)
              .orElseGet(
                  () -> apply(of, files, current, plans.get(current).usernames(), among, meter))
              .size();
    }
    return done;
  }

  private List<String> apply(
      Import of,
      ImportFiles files,
      int shard,
      List<String> planned,
      UnaryOperator<List<String>> among,
      Meter meter) {
    List<String> done = new ArrayList<>();
    for (int from = 0; from < planned.size(); from += AT_ONCE) {
      List<String> part =
          among.apply(planned.subList(from, Math.min(from + AT_ONCE, planned.size())));
      Map<String, Written> written =
          users.deactivate(of.tenant(), of.importId(), part, clock.instant(), meter);
      part.stream()
          .filter(name -> written.get(name) == Written.DONE || written.get(name) == Written.BEFORE)
          .forEach(done::add);
    }
    if (!planned.isEmpty()) {
      files.putDeactivated(shard, done);
    }
    return done;
  }
}
