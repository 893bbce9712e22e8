package dev.rollbook.finalize;

import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Leaving;
import dev.rollbook.imports.Progress;
import dev.rollbook.imports.Progress.Settled;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Tally;
import dev.rollbook.imports.Ticket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sets inactive those whose day of leaving has come (SPEC D10), in a turn of its own, so that no
 * import lists them meanwhile: a key shard at a time, each by a command. The users of the one
 * tenant are read for it, once for each import that set a day, since its plans are gone after 30
 * days. Who was listed again, or changed by hand to stay, has not that day any more.
 */
public final class LeavingApplier {

  /** Users written in one call of ours: some 20 requests of 25, side by side. */
  private static final int AT_ONCE = 500;

  private final Journal journal;
  private final Users users;
  private final Commands commands;
  private final ImportCloser closer;
  private final Clock clock;

  /** Applies by these ports. */
  public LeavingApplier(
      Journal journal, Users users, Commands commands, ImportCloser closer, Clock clock) {
    this.journal = journal;
    this.users = users;
    this.commands = commands;
    this.closer = closer;
    this.clock = clock;
  }

  /** Notes the day that an import sets, before the first user gets it. */
  static void note(Imports imports, Import ending) {
    if (ending.options().hasGrace()) {
      imports.note(Leaving.of(ending));
      imports.change(ending.tenant(), ending.importId(), ImportLife::leaving);
    }
  }

  /** Goes on with those who leave on the day that an import set, if the turn has come. */
  public void apply(String tenant, String importId) {
    Optional<Import> found = journal.imports().find(tenant, importId);
    Ticket ticket = Ticket.ofLeaving(importId);
    if (found.filter(ImportLife::isLeaving).isEmpty()) { // done before, or of no import any more
      closer.passTurn(tenant, ticket);
      found
          .filter(ended -> ended.options().hasGrace())
          .map(Leaving::of)
          .ifPresent(journal.imports()::forget);
      return;
    }
    OptionalLong turn = journal.turns().take(tenant, ticket);
    if (turn.isEmpty()) {
      closer.passIdleTurn(tenant);
      return; // it waits, and is called when its turn comes
    }
    Settled settled = journal.progress().settled(Progress.ofLeaving(importId));
    List<Integer> open =
        IntStream.range(0, KeyShard.COUNT)
            .filter(shard -> !settled.batches().contains(shard))
            .boxed()
            .toList();
    if (!open.isEmpty()) {
      open.forEach(shard -> commands.send(command(tenant, importId, shard)));
      return;
    }
    finish(found.get(), settled.tally().deactivated(), turn.getAsLong());
    closer.passTurn(tenant, ticket);
    journal.imports().forget(Leaving.of(found.get())); // last, since the sweep goes by it
  }

  private static Command command(String tenant, String importId, int shard) {
    return new Command(Command.Action.LEAVE_SHARD, tenant, importId, shard, 0);
  }

  private void finish(Import ended, long done, long turn) {
    journal
        .imports()
        .change(
            ended.tenant(),
            ended.importId(),
            now -> {
              Counts counts = now.counts().withDeactivated(done);
              return ImportLife.left(
                  now,
                  done,
                  turn,
                  last ->
                      last.counts(counts)
                          .messages(Sentences.in(now.language()).messages(counts, false)));
            });
  }

  /**
   * Sets inactive those of a key shard, and goes on if that was the last shard.
   *
   * @param outOfTime whether to begin anew in another invocation; who is inactive then is passed by
   */
  public void leave(String tenant, String importId, int shard, BooleanSupplier outOfTime) {
    Optional<Import> leaving =
        journal.imports().find(tenant, importId).filter(ImportLife::isLeaving);
    OptionalLong number =
        leaving.isPresent()
            ? journal.turns().take(tenant, Ticket.ofLeaving(importId))
            : OptionalLong.empty();
    if (number.isEmpty()) {
      return;
    }
    Meter meter = new Meter();
    OptionalLong done = leave(leaving.get(), number.getAsLong(), shard, outOfTime, meter);
    if (done.isEmpty()) {
      commands.send(command(tenant, importId, shard));
    } else if (journal
        .progress()
        .settle(
            Progress.ofLeaving(importId),
            shard,
            KeyShard.COUNT,
            Tally.ofDeactivated(done.getAsLong(), meter))) {
      apply(tenant, importId);
    }
  }

  /** How many of a shard have left; empty if time ran out before all had. */
  private OptionalLong leave(
      Import of, long turn, int shard, BooleanSupplier outOfTime, Meter meter) {
    long done = 0;
    try (Stream<User> stored = users.inRange(of.tenant(), KeyRange.of(shard), meter)) {
      Iterator<User> ofDay =
          stored.filter(user -> user.leavingAt().equals(of.leavingAt())).iterator();
      List<User> due = new ArrayList<>();
      while (ofDay.hasNext()) {
        if (outOfTime.getAsBoolean()) {
          return OptionalLong.empty();
        }
        User user = ofDay.next();
        if (isDue(user, of)) {
          due.add(user);
        } else if (!user.leaves() && isWrittenIn(turn, user)) {
          done++; // by an earlier try: the day stays with who left on it
        }
        if (due.size() == AT_ONCE) {
          done += write(of, turn, due, meter);
          due.clear();
        }
      }
      done += write(of, turn, due, meter);
    }
    return OptionalLong.of(done);
  }

  private static boolean isDue(User user, Import of) {
    return user.deactivatable() && user.leavingAt().equals(of.leavingAt());
  }

  private static boolean isWrittenIn(long turn, User user) {
    return Revision.parse(user.revision()).turn().equals(Long.toString(turn));
  }

  /**
   * Sets users inactive, and tells how many. Who is changed by hand at this very moment is looked
   * at once more: nobody else would come for it.
   */
  private long write(Import of, long turn, List<User> due, Meter meter) {
    long done = 0;
    List<User> left = due;
    while (!left.isEmpty()) {
      Map<String, User> changed = new HashMap<>();
      for (List<User> some : byLastImport(left)) {
        Turn by = new Turn(some.get(0).lastImportId(), turn);
        List<UserWrite> writes = some.stream().map(LeavingApplier::deactivation).toList();
        Map<String, Written> written = users.write(of.tenant(), by, writes, clock.instant(), meter);
        for (User user : some) {
          switch (written.get(user.username())) {
            case DONE, BEFORE -> done++;
            case CONFLICT, REFUSED -> changed.put(user.username(), user);
          }
        }
      }
      left =
          users.find(of.tenant(), changed.keySet(), meter).values().stream()
              .filter(user -> isDue(user, of))
              .filter(user -> !user.revision().equals(changed.get(user.username()).revision()))
              .toList();
    }
    return done;
  }

  private static UserWrite deactivation(User user) {
    return UserWrite.deactivate(user.username(), user.revision());
  }

  /**
   * The import that wrote a user last stays the one it points to, in whose plan its history goes on
   * (SPEC A11). As a rule that is the one that set the day.
   */
  private static Collection<List<User>> byLastImport(List<User> some) {
    return some.stream().collect(Collectors.groupingBy(User::lastImportId)).values();
  }
}
