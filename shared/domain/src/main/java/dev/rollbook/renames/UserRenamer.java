package dev.rollbook.renames;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserMove;
import dev.rollbook.directory.Users;
import dev.rollbook.directory.Written;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Makes the renames of a roster. Every step moves users from name to name at once, so nobody is
 * ever without one, and whoever goes on after a crash sees by the users' ids who has moved. A chain
 * is moved from its end; a ring at once, or where it is too long for that, bit by bit round one
 * name.
 */
public final class UserRenamer {

  /** Edits by hand are seconds apart; who meets so many in a row is not edited by hand. */
  private static final int TRIES = 10;

  /** Users read at a time where only their names count. */
  private static final int READ_AT_ONCE = 5_000;

  private final Users users;
  private final String tenant;
  private final long turn;
  private final Map<String, String> newNames;
  private final Map<String, String> standing;

  /** Of whom may move only as it was, by id. */
  private final Map<String, Revision> fence = new HashMap<>();

  private final Clock clock;
  private final Meter meter;
  private final Set<String> failed = ConcurrentHashMap.newKeySet();

  private UserRenamer(
      Users users, String tenant, long turn, Renames renames, Clock clock, Meter meter) {
    this.users = users;
    this.tenant = tenant;
    this.turn = turn;
    this.newNames = renames.names(Set.of());
    this.standing = renames.standing();
    List<String> revisions = renames.fence().revisions();
    for (int i = 0; i < revisions.size(); i++) {
      fence.put(renames.ids().get(i), Revision.parse(revisions.get(i)));
    }
    this.clock = clock;
    this.meter = meter;
  }

  /**
   * Makes renames that are decided; those that were made before stay.
   *
   * @param turn the number of the turn whose moves they are
   * @param steps takes one for some users who may move at once
   * @return new names that their users did not get, since somebody changed the directory by hand
   *     meanwhile
   */
  public static Set<String> make(
      Users users, String tenant, long turn, Renames renames, Steps steps, Clock clock) {
    UserRenamer renamer = new UserRenamer(users, tenant, turn, renames, clock, new Meter());
    steps.take(
        packs(RenameChain.of(renames)).stream()
            .<Runnable>map(pack -> () -> renamer.movePack(pack))
            .toList());
    return Set.copyOf(renamer.failed);
  }

  /** Chains that may move in one step. */
  private static List<List<RenameChain>> packs(List<RenameChain> chains) {
    List<List<RenameChain>> packs = new ArrayList<>();
    List<RenameChain> pack = new ArrayList<>();
    int size = 0;
    for (RenameChain chain : chains) {
      if (!pack.isEmpty() && size + chain.ids().size() > UserMove.MOST) {
        packs.add(pack);
        pack = new ArrayList<>();
        size = 0;
      }
      pack.add(chain);
      size += chain.ids().size();
    }
    if (!pack.isEmpty()) {
      packs.add(pack);
    }
    return packs;
  }

  /** How many of the users have their new names. */
  public static long made(Users users, String tenant, Renames renames) {
    long made = 0;
    for (int from = 0; from < renames.to().size(); from += READ_AT_ONCE) {
      int end = Math.min(from + READ_AT_ONCE, renames.to().size());
      Map<String, User> stored = users.find(tenant, renames.to().subList(from, end), new Meter());
      for (int i = from; i < end; i++) {
        if (isUser(stored.get(renames.to().get(i)), renames.ids().get(i))) {
          made++;
        }
      }
    }
    return made;
  }

  private void movePack(List<RenameChain> pack) {
    if (pack.size() == 1 || !moveTogether(pack)) {
      pack.forEach(this::moveAlone);
    }
  }

  private boolean moveTogether(List<RenameChain> pack) {
    Map<String, User> stored =
        stored(pack.stream().flatMap(chain -> chain.names().stream()).toList());
    List<UserMove> moves = new ArrayList<>();
    for (RenameChain chain : pack) {
      for (int i = 0; i < chain.ids().size(); i++) {
        User user = stored.get(chain.names().get(i));
        if (!mayMove(user, chain.ids().get(i))) {
          return false; // it has moved, or somebody came in between
        }
        moves.add(move(user, chain.target(i)));
      }
    }
    return move(moves) == Written.DONE;
  }

  private void moveAlone(RenameChain chain) {
    if (!chain.isRing()) {
      moveLine(chain);
    } else if (chain.ids().size() <= UserMove.MOST) {
      moveRing(chain);
    } else {
      moveLongRing(chain);
    }
  }

  private void moveLine(RenameChain line) {
    for (int end = line.ids().size(); end > 0; end = Math.max(0, end - UserMove.MOST)) {
      moveLine(line, Math.max(0, end - UserMove.MOST), end);
    }
  }

  /** Moves some of a line's users; those behind them have moved or stay. */
  private void moveLine(RenameChain line, int from, int to) {
    for (int tries = 0; tries < TRIES; tries++) {
      Map<String, User> stored = stored(line.names().subList(from, to + 1));
      List<UserMove> moves = new ArrayList<>();
      Set<String> vacated = new HashSet<>();
      Set<String> stay = new HashSet<>();
      for (int i = to - 1; i >= from; i--) {
        String id = line.ids().get(i);
        String target = line.target(i);
        User user = stored.get(line.names().get(i));
        if (isUser(stored.get(target), id)) {
          continue; // it moved before
        }
        if (mayMove(user, id) && (!stored.containsKey(target) || vacated.contains(target))) {
          moves.add(move(user, target));
          vacated.add(user.username());
        } else {
          stay.add(target);
        }
      }
      Written how = move(moves);
      if (how == Written.DONE) {
        failed.addAll(stay);
        return;
      }
      if (how == Written.REFUSED) {
        refused(line, from, to);
        return;
      }
    }
    throw changing();
  }

  private void refused(RenameChain line, int from, int to) {
    if (to - from == 1) {
      failed.add(line.target(from));
    } else {
      for (int i = to; i > from; i--) {
        moveLine(line, i - 1, i);
      }
    }
  }

  private void moveRing(RenameChain ring) {
    for (int tries = 0; tries < TRIES; tries++) {
      Map<String, User> stored = stored(ring.names());
      List<UserMove> moves = new ArrayList<>();
      int gone = -1;
      int moved = 0;
      for (int i = 0; i < ring.ids().size(); i++) {
        User user = stored.get(ring.names().get(i));
        if (isUser(stored.get(ring.target(i)), ring.ids().get(i))) {
          moved++;
        } else if (mayMove(user, ring.ids().get(i))) {
          moves.add(move(user, ring.target(i)));
        } else {
          gone = i;
        }
      }
      if (gone >= 0) {
        moveBroken(ring, gone);
        return;
      }
      if (moved > 0) {
        return; // the ring moved before, at once
      }
      Written how = move(moves);
      if (how == Written.DONE) {
        return;
      }
      if (how == Written.REFUSED) {
        failed.addAll(ring.names());
        return;
      }
    }
    throw changing();
  }

  /** A ring out of which somebody was taken by hand is a line that ends where he was. */
  private void moveBroken(RenameChain ring, int gone) {
    failed.add(ring.target(gone));
    int size = ring.ids().size();
    List<String> names = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      names.add(ring.names().get((gone + i) % size));
      ids.add(ring.ids().get((gone + i) % size));
    }
    ids.remove(size - 1);
    moveLine(new RenameChain(ids, names, false));
  }

  /**
   * Moves a ring bit by bit. The first name is the one that somebody waits at: with each step the
   * next users get theirs, and the last of them takes it in the meantime.
   */
  private void moveLongRing(RenameChain ring) {
    Map<String, Integer> places = new HashMap<>();
    IntStream.range(0, ring.ids().size()).forEach(i -> places.put(ring.ids().get(i), i));
    String pivot = ring.names().get(0);
    int last = ring.ids().size() - 1;
    int conflicts = 0;
    while (conflicts < TRIES) {
      User waiting = stored(List.of(pivot)).get(pivot);
      int place = waiting == null ? -1 : places.getOrDefault(waiting.id(), -1);
      if (place == last) {
        return;
      }
      int end = Math.min(place + UserMove.MOST - 1, last);
      List<UserMove> moves = place < 0 ? List.of() : moves(ring, waiting, place, end);
      if (moves.isEmpty()) {
        failed.addAll(ring.names()); // somebody was taken out by hand
        failed.removeAll(ring.names().subList(1, Math.max(1, place + 1)));
        return;
      }
      conflicts = move(moves) == Written.DONE ? 0 : conflicts + 1;
    }
    throw changing();
  }

  /** The moves of a step round the first name; none if somebody is not there any more. */
  private List<UserMove> moves(RenameChain ring, User waiting, int place, int end) {
    Map<String, User> stored = stored(ring.names().subList(place + 1, end + 1));
    List<UserMove> moves = new ArrayList<>();
    moves.add(place == 0 ? move(waiting, ring.target(0)) : moveOn(waiting, ring.target(place)));
    for (int i = place + 1; i <= end; i++) {
      User user = stored.get(ring.names().get(i));
      if (!mayMove(user, ring.ids().get(i))) {
        return List.of();
      }
      moves.add(move(user, i == end ? ring.names().get(0) : ring.target(i)));
    }
    return moves;
  }

  private Map<String, User> stored(List<String> names) {
    return users.find(tenant, names, meter);
  }

  private static boolean isUser(User user, String id) {
    return user != null && user.id().equals(id);
  }

  /** Whether it is that user, and one whom nobody has changed who was to stay as it was. */
  private boolean mayMove(User user, String id) {
    if (!isUser(user, id)) {
      return false;
    }
    Revision seen = fence.get(id);
    Revision now = Revision.parse(user.revision());
    // A ring's first names are left and taken several times in a turn.
    return seen == null || now.isSame(seen) || now.isSame(seen.writtenBy(turn));
  }

  /** Whom the user names goes by new names as well. */
  private UserMove move(User user, String to) {
    Map<String, String> texts = new HashMap<>();
    SupervisorNames.renamed(user, newNames)
        .forEach((field, text) -> texts.put(field, text.after()));
    return move(user, to, texts);
  }

  /** The second move of a user, which goes by new names already. */
  private UserMove moveOn(User user, String to) {
    return move(user, to, Map.of());
  }

  private UserMove move(User user, String to, Map<String, String> texts) {
    String from = user.username();
    String renamedFrom = standing.getOrDefault(user.id(), from);
    return new UserMove(user.id(), from, to, user.revision(), renamedFrom, texts);
  }

  private Written move(List<UserMove> moves) {
    return moves.isEmpty() ? Written.DONE : users.move(tenant, turn, moves, clock.instant(), meter);
  }

  private static IllegalStateException changing() {
    return new IllegalStateException("users change faster than they can be renamed");
  }
}
