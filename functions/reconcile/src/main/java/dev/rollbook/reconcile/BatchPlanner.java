package dev.rollbook.reconcile;

import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.directory.UnlistedRules;
import dev.rollbook.directory.UnlistedRules.Fate;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.UnlistedUser;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of the rows of some batches of one import, and of the other users in their
 * key ranges. A range is read once, and gives both.
 */
final class BatchPlanner {

  private static final Logger LOG = LoggerFactory.getLogger(BatchPlanner.class);

  private final Users users;

  BatchPlanner(Users users) {
    this.users = users;
  }

  /** The plans of batches of one import, by number. */
  Map<Integer, BatchPlan> plan(
      ImportRules rules, Import running, Collection<RowBatch> batches, Meter meter) {
    String tenant = running.tenant();
    StoredUsers stored =
        read(
            running.unlistedRules(),
            tenant,
            batches,
            BatchPlanner::isApplied,
            running.options().dryRun(),
            meter);
    RowPlanner planner = planner(rules, tenant, stored.users(), rows(batches), meter);
    return plans(
        running.unlistedRules(),
        batches,
        stored,
        row -> planner.plan(row, stored.asPlanned(row, rules)),
        BatchPlanner::isApplied);
  }

  /**
   * The plan of a batch that cannot be planned as a whole: a row that cannot be planned by itself
   * either is not applied (SPEC A6).
   */
  BatchPlan planRowByRow(ImportRules rules, Import running, RowBatch batch, Meter meter) {
    String tenant = running.tenant();
    boolean byKey = batch.range().isNone();
    StoredUsers stored = readBeforeRows(running, batch, meter);
    Set<RosterRow> unprocessed = new HashSet<>();
    return plans(
            running.unlistedRules(),
            List.of(batch),
            stored,
            row -> {
              try {
                if (byKey) {
                  stored.add(users.find(tenant, List.of(stored.name(row)), meter));
                }
                return planner(rules, tenant, stored.users(), List.of(row), meter)
                    .plan(row, stored.asPlanned(row, rules));
              } catch (RuntimeException e) {
                LOG.error("row {} of {} cannot be planned", row.number(), batch, e);
                unprocessed.add(row);
                return RowPlanner.unprocessed(row);
              }
            },
            row -> isApplied(row) && !unprocessed.contains(row))
        .get(batch.batch());
  }

  /** What rows do not need that are planned one by one: of a key range all, else who has no row. */
  private StoredUsers readBeforeRows(Import running, RowBatch batch, Meter meter) {
    boolean dryRun = running.options().dryRun();
    if (!batch.range().isNone()) {
      return read(
          running.unlistedRules(),
          running.tenant(),
          List.of(batch),
          BatchPlanner::isApplied,
          dryRun,
          meter);
    }
    StoredUsers stored = StoredUsers.none(dryRun);
    if (!batch.listed().isEmpty()) {
      stored.add(users.find(running.tenant(), batch.listed(), meter));
    }
    return stored;
  }

  /**
   * The plan of a batch whose rows are given up. The roster lists them all the same, so its
   * unlisted users stay what they are (SPEC D1), and of leavers nobody leaves.
   */
  BatchPlan giveUp(Import running, RowBatch batch, Meter meter) {
    String tenant = running.tenant();
    UnlistedRules unlistedRules = running.unlistedRules();
    StoredUsers stored =
        batch.range().isNone()
            ? StoredUsers.none(false)
            : read(unlistedRules, tenant, List.of(batch), row -> false, false, meter);
    Map<String, User> renamed = renamed(running, batch, meter);
    return plans(
            unlistedRules,
            List.of(batch),
            stored,
            row -> seeing(RowPlanner.unprocessed(row), renamed),
            row -> false)
        .get(batch.batch());
  }

  /** The plan of a batch whose import is cancelled, which deactivates nobody (SPEC S8, D3). */
  BatchPlan cancel(Import running, RowBatch batch, Meter meter) {
    Map<String, User> renamed = renamed(running, batch, meter);
    return BatchPlan.ofRows(
        batch.rows().stream()
            .map(row -> seeing(RowPlanner.unapplied(row, RowPlanner.cancelled()), renamed))
            .toList());
  }

  /** The users of rows that are not applied, but have given them other names already. */
  private Map<String, User> renamed(Import running, RowBatch batch, Meter meter) {
    List<String> names =
        applied(batch.rows())
            .filter(row -> !row.formerly().getOrDefault(UserChange.USERNAME, "").isEmpty())
            .map(row -> storedName(row, running.options().dryRun()))
            .toList();
    return names.isEmpty() ? Map.of() : users.find(running.tenant(), names, meter);
  }

  /** Such a row can be undone, and its user's history goes on behind it (SPEC S11, A11). */
  private static PlannedRow seeing(PlannedRow row, Map<String, User> renamed) {
    User user = renamed.get(row.username());
    return row.renames() && user != null ? row.seeing(user) : row;
  }

  /**
   * The plans of batches.
   *
   * @param applied whether a row is, asked when all are decided
   */
  private static Map<Integer, BatchPlan> plans(
      UnlistedRules unlistedRules,
      Collection<RowBatch> batches,
      StoredUsers stored,
      Function<RosterRow, PlannedRow> decide,
      Predicate<RosterRow> applied) {
    Map<Integer, BatchPlan> plans = new HashMap<>();
    for (RowBatch batch : batches) {
      Unlisted unlisted = stored.unlisted().getOrDefault(batch.batch(), Unlisted.NONE);
      List<PlannedRow> rows = batch.rows().stream().map(decide).toList();
      plans.put(
          batch.batch(),
          new BatchPlan(
              rows,
              unlisted.users(),
              unlisted.eligible(),
              List.of(),
              unlisted.leavingList(),
              staying(unlistedRules, batch, stored, unlisted, applied)));
    }
    return plans;
  }

  /**
   * Users that were about to leave and are listed again, in rows that are not applied (SPEC D10).
   */
  private static List<UnlistedUser> staying(
      UnlistedRules unlistedRules,
      RowBatch batch,
      StoredUsers stored,
      Unlisted unlisted,
      Predicate<RosterRow> applied) {
    Stream<UnlistedUser> ofRows =
        naming(batch.rows())
            .flatMap(
                row ->
                    stored.of(row).stream()
                        .filter(user -> unlistedRules.isListedAgain(user, true, applied.test(row))))
            .map(UnlistedUser::staying);
    Stream<UnlistedUser> onlyListed =
        batch.listed().stream()
            .flatMap(name -> Stream.ofNullable(stored.users().get(name)))
            .filter(user -> unlistedRules.isListedAgain(user, true, false))
            .map(UnlistedUser::staying);
    return Stream.of(unlisted.staying().stream(), ofRows, onlyListed)
        .flatMap(users -> users)
        .distinct()
        .toList();
  }

  /**
   * What is stored of some batches.
   *
   * @param users of their rows, by username
   * @param unlisted what else their key ranges hold, by batch
   * @param dryRun whether renamed users have their old names
   */
  private record StoredUsers(
      Map<String, User> users, Map<Integer, Unlisted> unlisted, boolean dryRun) {
    Optional<User> of(RosterRow row) {
      return Optional.ofNullable(users.get(name(row)));
    }

    /** A row's user as the import's renames leave it, whether they have been made or not. */
    Optional<User> asPlanned(RosterRow row, ImportRules rules) {
      return dryRun ? of(row).map(stored -> asRenamed(stored, row, rules)) : of(row);
    }

    static StoredUsers none(boolean dryRun) {
      return new StoredUsers(new HashMap<>(), Map.of(), dryRun);
    }

    void add(Map<String, User> others) {
      users.putAll(others);
    }

    String name(RosterRow row) {
      return storedName(row, dryRun);
    }
  }

  /** The name by which a row's user is stored; empty if nobody's that the row means. */
  private static String storedName(RosterRow row, boolean dryRun) {
    return dryRun
        ? row.formerly().getOrDefault(UserChange.USERNAME, row.username())
        : row.username();
  }

  /** A user as the renames will leave it: its supervisors may get other names, too. */
  private static User asRenamed(User stored, RosterRow row, ImportRules rules) {
    return stored
        .with()
        .supervisor(asRenamed(stored.supervisor(), Target.Field.SUPERVISOR, row, rules))
        .secondSupervisor(
            asRenamed(stored.secondSupervisor(), Target.Field.SECOND_SUPERVISOR, row, rules))
        .build();
  }

  /** Of whom neither the row nor a default names it does not matter what they will be called. */
  private static String asRenamed(
      String supervisor, Target.Field field, RosterRow row, ImportRules rules) {
    String named = row.values().getOrDefault(field.text(), "");
    if (supervisor.equals(row.formerly().get(field.text()))) {
      return named;
    }
    return supervisor.equals(named)
        ? row.formerly().getOrDefault(RosterRow.NOW_CALLED + field.text(), supervisor)
        : rules.renamedDefaults().getOrDefault(supervisor, supervisor);
  }

  /**
   * The users of a key range that the import may deactivate.
   *
   * @param users those that it puts out
   * @param eligible how many there are
   * @param leavingList those that leave a list and stay what they are
   * @param staying those that are listed again in a row that is not applied
   */
  private record Unlisted(
      List<UnlistedUser> users,
      long eligible,
      List<UnlistedUser> leavingList,
      List<UnlistedUser> staying) {
    static final Unlisted NONE = new Unlisted(List.of(), 0, List.of(), List.of());
  }

  private StoredUsers read(
      UnlistedRules unlistedRules,
      String tenant,
      Collection<RowBatch> batches,
      Predicate<RosterRow> applied,
      boolean dryRun,
      Meter meter) {
    Map<String, User> found = new HashMap<>();
    Map<Integer, Unlisted> unlisted = new HashMap<>();
    List<String> byKey = new ArrayList<>();
    for (RowBatch batch : batches) {
      if (batch.range().isNone()) {
        Stream<String> ofRows = naming(batch.rows()).map(row -> storedName(row, dryRun));
        Stream.concat(ofRows, batch.listed().stream()).distinct().forEach(byKey::add);
      } else {
        unlisted.put(batch.batch(), readRange(unlistedRules, tenant, batch, applied, found, meter));
        if (dryRun) { // the old name of a row's user lies anywhere
          batch.rows().stream()
              .filter(row -> row.formerly().containsKey(UserChange.USERNAME))
              .map(row -> storedName(row, true))
              .forEach(byKey::add);
        }
      }
    }
    if (!byKey.isEmpty()) {
      found.putAll(users.find(tenant, byKey, meter));
    }
    return new StoredUsers(found, unlisted, dryRun);
  }

  /**
   * Of users that no row names, the name is all that is kept: a range may hold far more of them.
   */
  private Unlisted readRange(
      UnlistedRules rules,
      String tenant,
      RowBatch batch,
      Predicate<RosterRow> applied,
      Map<String, User> found,
      Meter meter) {
    Set<String> listed = new HashSet<>(batch.listed());
    Set<String> named = new HashSet<>();
    for (RosterRow row : batch.rows()) {
      listed.add(row.username());
      if (applied.test(row)) {
        named.add(row.username());
      }
    }
    List<UnlistedUser> unlisted = new ArrayList<>();
    List<UnlistedUser> leavingList = new ArrayList<>();
    List<UnlistedUser> staying = new ArrayList<>();
    long[] eligible = {0};
    try (Stream<User> inRange = users.inRange(tenant, batch.range(), meter)) {
      inRange.forEach(
          user -> {
            if (named.contains(user.username())) {
              found.put(user.username(), user);
            }
            boolean isNamed = named.contains(user.username());
            if (rules.eligible(user)) {
              eligible[0]++;
            }
            boolean isListed = listed.contains(user.username());
            if (rules.isListedAgain(user, isListed, isNamed)) {
              staying.add(UnlistedUser.staying(user));
            }
            Fate fate = rules.fate(user, isListed, isNamed);
            if (fate == Fate.LEAVES) {
              unlisted.add(UnlistedUser.of(user, rules.change(fate)));
            } else if (fate == Fate.LEAVES_LIST) {
              leavingList.add(UnlistedUser.of(user, rules.change(fate)));
            }
          });
    }
    return new Unlisted(unlisted, eligible[0], leavingList, staying);
  }

  private RowPlanner planner(
      ImportRules rules,
      String tenant,
      Map<String, User> stored,
      List<RosterRow> rows,
      Meter meter) {
    List<String> unknown =
        applied(rows)
            .flatMap(row -> foreignSupervisors(rules, row))
            .distinct()
            .filter(name -> !stored.containsKey(name))
            .toList();
    Set<String> supervisors = unknown.isEmpty() ? Set.of() : users.existing(tenant, unknown, meter);
    return new RowPlanner(rules, name -> stored.containsKey(name) || supervisors.contains(name));
  }

  private static List<RosterRow> rows(Collection<RowBatch> batches) {
    return batches.stream().flatMap(batch -> batch.rows().stream()).toList();
  }

  private static Stream<RosterRow> applied(List<RosterRow> rows) {
    return rows.stream().filter(BatchPlanner::isApplied);
  }

  /** The rows for which a user is looked at: those that fail or are left list it, too. */
  private static Stream<RosterRow> naming(List<RosterRow> rows) {
    return rows.stream()
        .filter(row -> row.verdict() != Verdict.DUPLICATE)
        .filter(row -> !row.username().isEmpty());
  }

  private static boolean isApplied(RosterRow row) {
    return row.verdict() == Verdict.APPLY;
  }

  /** Supervisors of a row that the roster does not create (SPEC U7, U12). */
  private static Stream<String> foreignSupervisors(ImportRules rules, RosterRow row) {
    return Stream.of(Target.Field.SUPERVISOR, Target.Field.SECOND_SUPERVISOR)
        .map(Target.Field::text)
        .filter(target -> !row.formerly().containsKey(target))
        .filter(
            target -> !rules.modes().createsUsers() || !row.rosterSupervisors().contains(target))
        .map(target -> row.values().getOrDefault(target, ""))
        .filter(name -> !name.isEmpty());
  }
}
