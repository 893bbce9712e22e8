package dev.rollbook.changes;

import dev.rollbook.changes.ChangeTask.Effect;
import dev.rollbook.directory.ConditionalGroups.Moves;
import dev.rollbook.directory.Limits;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Turn;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserWrite;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives a change its effect on users. A user is written only as it was when its move was decided;
 * one that was edited meanwhile is read and decided anew.
 */
final class UserMover {

  /** Edits by hand are seconds apart; who meets so many in a row is not edited by hand. */
  private static final int TRIES = 10;

  private final Users users;
  private final String tenant;
  private final long turn;
  private final Function<User, Effect> effect;
  private final Clock clock;

  /**
   * Moves users of a tenant.
   *
   * @param turn the number of the change's turn
   */
  UserMover(Users users, String tenant, long turn, Function<User, Effect> effect, Clock clock) {
    this.users = users;
    this.tenant = tenant;
    this.turn = turn;
    this.effect = effect;
    this.clock = clock;
  }

  /** A move of a user, and what it counts as once it is written. */
  private record Move(User user, UserWrite write, Outcome outcome) {}

  /** What came of some users. */
  Outcome move(Collection<User> some) {
    Outcome outcome = Outcome.NONE;
    Collection<User> open = some;
    for (int tries = 0; tries < TRIES; tries++) {
      List<Move> moves = new ArrayList<>();
      for (User user : open) {
        outcome = outcome.plus(decide(user, moves));
      }
      List<String> edited = new ArrayList<>();
      outcome = outcome.plus(write(moves, edited));
      if (edited.isEmpty()) {
        return outcome;
      }
      open = users.find(tenant, edited, new Meter()).values();
    }
    throw new IllegalStateException("users change faster than they can be moved");
  }

  /** What a user counts as that is not written; who is to be, is added to the moves. */
  private Outcome decide(User user, List<Move> moves) {
    Effect decided = effect.apply(user);
    Moves wanted = decided.moves();
    boolean joins = wanted.join().stream().anyMatch(id -> !user.groups().contains(id));
    boolean leaves = wanted.leave().stream().anyMatch(user.groups()::contains);
    if (joins && user.groups().size() >= Limits.GROUPS_PER_USER) {
      return Outcome.FULL;
    }
    if (joins || leaves || !decided.texts().isEmpty()) {
      Outcome outcome = joins ? Outcome.JOINED : leaves ? Outcome.LEFT : Outcome.NONE;
      moves.add(new Move(user, write(user, decided), outcome));
    }
    return decided.counts() ? Outcome.COUNTED : Outcome.NONE;
  }

  private static UserWrite write(User user, Effect decided) {
    Moves moves = decided.moves();
    UserChange change =
        UserChange.NONE
            .with()
            .fields(decided.texts())
            .join(moves.join())
            .leave(moves.leave())
            .build();
    return new UserWrite(user.username(), UserWrite.Kind.UPDATE, change, "", user.revision());
  }

  /**
   * Writes moves. A user remembers the import that changed it last, which a change is not: so
   * whoever has the same one is written together.
   */
  private Outcome write(List<Move> moves, List<String> edited) {
    Map<String, List<Move>> byLastImport =
        moves.stream().collect(Collectors.groupingBy(move -> move.user().lastImportId()));
    Map<String, Written> written = new HashMap<>();
    byLastImport.forEach(
        (importId, together) ->
            written.putAll(
                users.write(
                    tenant,
                    new Turn(importId, turn),
                    together.stream().map(Move::write).toList(),
                    clock.instant(),
                    new Meter())));
    Outcome outcome = Outcome.NONE;
    for (Move move : moves) {
      switch (written.get(move.write().username())) {
        case DONE, BEFORE -> outcome = outcome.plus(move.outcome());
        case CONFLICT -> edited.add(move.write().username());
        case REFUSED -> outcome = outcome.plus(Outcome.FULL);
      }
    }
    return outcome;
  }
}
