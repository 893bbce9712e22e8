package dev.rollbook.changes;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.imports.Ticket;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A change of a group or property that goes on in a tenant.
 *
 * @param tenant whose it is
 * @param changeId ULID
 * @param stage how far it is
 * @param task what it does
 * @param shards how far it is in each key shard
 * @param outcome what it has done so far
 * @param leasedUntil until when somebody works on it, so that nobody else does
 * @param version raised by each stored change
 */
@RecordBuilder
public record DirectoryChange(
    String tenant,
    String changeId,
    Stage stage,
    ChangeTask task,
    List<Position> shards,
    Outcome outcome,
    Instant leasedUntil,
    long version) {

  /** Copies the list. */
  public DirectoryChange {
    shards = List.copyOf(shards);
  }

  /** How far a change is. */
  public enum Stage {
    /** It keeps others from beginning; what it will do is not decided, and nobody counts on it. */
    RESERVED,
    /** It is decided and will be carried on to its end. */
    BEGUN,
    /** All is done but passing on the turn. */
    DONE
  }

  /**
   * How far a change is in a key shard.
   *
   * @param next the first username to look at; empty for the shard's beginning
   * @param done whether every user was looked at
   */
  public record Position(String next, boolean done) {

    static final Position START = new Position("", false);
    static final Position END = new Position("", true);
  }

  /** A change that keeps others from beginning. */
  public static DirectoryChange reserved(String tenant, String changeId, Instant leasedUntil) {
    return DirectoryChangeBuilder.builder()
        .tenant(tenant)
        .changeId(changeId)
        .stage(Stage.RESERVED)
        .task(new ChangeTask.None())
        .shards(List.of())
        .outcome(Outcome.NONE)
        .leasedUntil(leasedUntil)
        .build();
  }

  /** The ticket by which it takes its turn. */
  @JsonIgnore
  public Ticket ticket() {
    return Ticket.ofChange(changeId);
  }

  /** The same, its task being decided. */
  DirectoryChange begun(ChangeTask decided) {
    Position position = decided.walks() ? Position.START : Position.END;
    return DirectoryChangeBuilder.from(this)
        .stage(Stage.BEGUN)
        .task(decided)
        .shards(Collections.nCopies(KeyShard.COUNT, position))
        .outcome(Outcome.NONE)
        .build();
  }

  /** The same with everything done. */
  DirectoryChange done() {
    return DirectoryChangeBuilder.from(this).stage(Stage.DONE).build();
  }

  /** The same, somebody working on it until then. */
  DirectoryChange leased(Instant until) {
    return DirectoryChangeBuilder.from(this).leasedUntil(until).build();
  }

  /**
   * The same further on in some key shards.
   *
   * @param moved where it is now, by shard
   * @param more what it did on the way
   */
  DirectoryChange moved(List<Integer> moved, List<Position> positions, Outcome more) {
    List<Position> next = new ArrayList<>(shards);
    for (int i = 0; i < moved.size(); i++) {
      next.set(moved.get(i), positions.get(i));
    }
    return DirectoryChangeBuilder.from(this).shards(next).outcome(outcome.plus(more)).build();
  }

  /** The same as it is once it is stored; for those who store it. */
  public DirectoryChange nextVersion() {
    return DirectoryChangeBuilder.from(this).version(version + 1).build();
  }

  /** Whether somebody works on it. */
  public boolean isLeased(Instant now) {
    return now.isBefore(leasedUntil);
  }

  /** The key shards with users to look at. */
  List<Integer> openShards() {
    return IntStream.range(0, shards.size())
        .filter(shard -> !shards.get(shard).done())
        .boxed()
        .toList();
  }

  /** The users of a key shard to look at. */
  KeyRange rest(int shard) {
    return new KeyRange(shard, shards.get(shard).next(), "");
  }

  /** How far it is; empty as long as it is not decided. */
  @JsonIgnore
  public Optional<Extent> extent() {
    return stage == Stage.RESERVED
        ? Optional.empty()
        : Optional.of(new Extent(shards.size() - openShards().size(), shards.size()));
  }

  /**
   * How far a change is, in parts of about as many users each.
   *
   * @param done parts that are done
   * @param total parts in all
   */
  public record Extent(int done, int total) {}
}
