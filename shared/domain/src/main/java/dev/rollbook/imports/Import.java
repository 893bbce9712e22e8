package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rollbook.directory.UnlistedRules;
import dev.rollbook.directory.User;
import dev.rollbook.roster.Reading;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run of one roster. Every change makes a new value; {@link Imports#replace} stores it if
 * nobody stored another meanwhile.
 *
 * @param tenant whose import it is
 * @param importId ULID
 * @param name unique in the tenant
 * @param fileName of the roster, as uploaded
 * @param size of the roster in bytes
 * @param options what was asked for
 * @param language of its messages, {@code de} or {@code en}
 * @param status where it stands
 * @param reached when it got to each status it has been in
 * @param upload the stored roster
 * @param reading how the roster was read, {@link Reading#NONE} until it was
 * @param turn the number of its turn (SPEC S5), 0 before it
 * @param workload what reading found to do, once it was read
 * @param counts of the rows, complete when it has ended
 * @param deactivation of the unlisted users
 * @param messages the four sentences of SPEC A2, once it has ended
 * @param failure why it failed
 * @param cost the receipt, once it has ended
 * @param watch what the sweep noted
 * @param reported whether the results of its rows are written (SPEC A3)
 * @param wishes what the tenant asked of it and is still to be done
 * @param links what ties it to other imports
 * @param version raised by each stored change
 */
@RecordBuilder
public record Import(
    String tenant,
    String importId,
    String name,
    String fileName,
    long size,
    ImportOptions options,
    String language,
    Status status,
    Map<Status, Instant> reached,
    Upload upload,
    Reading reading,
    long turn,
    Workload workload,
    Counts counts,
    Deactivation deactivation,
    List<String> messages,
    Failure failure,
    Cost cost,
    Watch watch,
    boolean reported,
    Set<Wish> wishes,
    Links links,
    long version) {

  /** An import without an upload for so long has expired (SPEC S1, S9). */
  public static final Duration UPLOAD_LIFE = Duration.ofMinutes(15);

  /** An import that waits in review for so long has expired (SPEC S9). */
  public static final Duration REVIEW_LIFE = Duration.ofDays(7);

  /** How long a plan can be looked at, applied and undone after its import (SPEC A10, S10, S11). */
  public static final Duration PLAN_LIFE = Duration.ofDays(30);

  /** How long an import stays in the history (SPEC A4). */
  public static final Duration HISTORY_LIFE = Duration.ofDays(400);

  /** Copies the collections; what is absent in stored JSON is empty. */
  public Import {
    reached = Map.copyOf(reached);
    messages = List.copyOf(messages);
    wishes = Set.copyOf(wishes);
    links = links == null ? Links.NONE : links;
  }

  /** A new import that waits for its file. */
  public static Import awaitingUpload(
      String tenant,
      String importId,
      String name,
      String fileName,
      long size,
      ImportOptions options,
      String language,
      Instant now) {
    return ImportBuilder.builder()
        .tenant(tenant)
        .importId(importId)
        .name(name)
        .fileName(fileName)
        .size(size)
        .options(options)
        .language(language)
        .status(Status.AWAITING_UPLOAD)
        .reached(Map.of(Status.AWAITING_UPLOAD, now))
        .upload(new Upload(Upload.key(tenant, importId, fileName), ""))
        .reading(Reading.NONE)
        .workload(Workload.NONE)
        .counts(Counts.NONE)
        .deactivation(Deactivation.notYet(options))
        .messages(List.of())
        .failure(Failure.NONE)
        .cost(Cost.NONE)
        .watch(Watch.NONE)
        .wishes(Set.of())
        .links(Links.NONE)
        .build();
  }

  /**
   * A new import that carries out the stored plan of another, batch by batch, and waits for its
   * turn (SPEC S10, S11).
   *
   * @param source the other
   * @param links that name it
   * @param workload of as many batches
   */
  public static Import following(
      Import source,
      String importId,
      String name,
      ImportOptions options,
      Links links,
      Workload workload,
      Instant now) {
    Import created =
        awaitingUpload(
            source.tenant,
            importId,
            name,
            source.fileName,
            source.size,
            options,
            source.language,
            now);
    return created
        .with()
        .reading(source.reading)
        .workload(workload)
        .links(links)
        .build()
        .to(Status.QUEUED, now);
  }

  /** When it was created. */
  @JsonIgnore
  public Instant createdAt() {
    return reached.get(Status.AWAITING_UPLOAD);
  }

  /** When it began to apply rows, if it has. */
  @JsonIgnore
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(reached.get(Status.RUNNING));
  }

  /** When it ended, if it has. */
  @JsonIgnore
  public Optional<Instant> finishedAt() {
    return status.isEnd() ? Optional.of(since()) : Optional.empty();
  }

  /**
   * When those become inactive whom it puts out (SPEC D10): so many days after it began to apply
   * rows, which is the same however often it is asked; {@link User#STAYS} for at once.
   */
  @JsonIgnore
  public Instant leavingAt() {
    return options.hasGrace() ? beganAt().plus(Duration.ofDays(options.graceDays())) : User.STAYS;
  }

  /** When its turn came, which is before all that it writes; when it was made, until then. */
  @JsonIgnore
  public Instant beganAt() {
    return startedAt().orElse(createdAt());
  }

  /**
   * Whether it puts anybody out. A file that brings the failed rows of another import never does,
   * whatever the options say: it names only a few of those whom it should (SPEC A12). An undo of
   * its import may all the same.
   */
  public boolean deactivates() {
    return options.deactivates() && (!reading.isResend() || links.isUndo());
  }

  /**
   * The number of the turn whose writes the moves of renamed users are (SPEC U14): before its
   * rows'.
   */
  public long turnOfRenames() {
    return turn - 1;
  }

  /** Whom it puts out, and how. */
  public UnlistedRules unlistedRules() {
    Instant day = leavingAt();
    return new UnlistedRules(options.modes(), day.equals(User.STAYS) ? "" : day.toString());
  }

  /** When it got to the status it has. */
  @JsonIgnore
  public Instant since() {
    return reached.get(status);
  }

  /**
   * The same import at another status, whatever it was before: {@link ImportLife} knows which may
   * follow which, and is the one to ask.
   */
  public Import to(Status next, Instant now) {
    Map<Status, Instant> times = new EnumMap<>(reached);
    times.put(next, now);
    return ImportBuilder.from(this).status(next).reached(times).build();
  }

  /** The same import, changed in some parts. */
  public Builder with() {
    return new Builder(this);
  }

  /** The same import as it is once a change of it is stored; for those who store it. */
  public Import nextVersion() {
    return ImportBuilder.from(this).version(version + 1).build();
  }

  /**
   * The stored roster.
   *
   * @param key of the object in the uploads bucket
   * @param version of the object, empty while nothing is there or where the store keeps no versions
   */
  public record Upload(String key, String version) {

    /** Rosters that belong to an import lie under it. */
    public static final String PREFIX = "uploads/";

    /** The key of an import's roster. */
    public static String key(String tenant, String importId, String fileName) {
      return PREFIX + tenant + "/" + importId + "/" + fileName;
    }
  }

  /**
   * What the sweep noted of an import that should move.
   *
   * @param settled rows settled when it last looked
   * @param nudges how often it was set going again since it last moved
   * @param since when it was last seen to move or set going again
   */
  public record Watch(long settled, int nudges, Instant since) {

    /** Never looked at. */
    public static final Watch NONE = new Watch(-1, 0, Instant.EPOCH);
  }

  /** A copy in the making: what may change of an import. */
  public static final class Builder {
    private final ImportBuilder copy;
    private Set<Wish> wishes;

    private Builder(Import from) {
      this.copy = ImportBuilder.from(from);
      this.wishes = from.wishes;
    }

    /** Sets what is asked for. */
    public Builder options(ImportOptions value) {
      copy.options(value);
      return this;
    }

    /** Sets the stored roster. */
    public Builder upload(Upload value) {
      copy.upload(value);
      return this;
    }

    /** Sets how the roster was read. */
    public Builder reading(Reading value) {
      copy.reading(value);
      return this;
    }

    /** Sets the number of its turn. */
    public Builder turn(long value) {
      copy.turn(value);
      return this;
    }

    /** Sets what there is to do. */
    public Builder workload(Workload value) {
      copy.workload(value);
      return this;
    }

    /** Sets the counts. */
    public Builder counts(Counts value) {
      copy.counts(value);
      return this;
    }

    /** Sets what became of the unlisted users. */
    public Builder deactivation(Deactivation value) {
      copy.deactivation(value);
      return this;
    }

    /** Sets the four sentences. */
    public Builder messages(List<String> value) {
      copy.messages(value);
      return this;
    }

    /** Sets why it failed. */
    public Builder failure(Failure value) {
      copy.failure(value);
      return this;
    }

    /** Sets the receipt. */
    public Builder cost(Cost value) {
      copy.cost(value);
      return this;
    }

    /** Sets what the sweep noted. */
    public Builder watch(Watch value) {
      copy.watch(value);
      return this;
    }

    /** Sets what ties it to other imports. */
    public Builder links(Links value) {
      copy.links(value);
      return this;
    }

    /** Notes that the results of its rows are written. */
    public Builder asReported() {
      copy.reported(true);
      return this;
    }

    /** Notes what the tenant asks, beside what it asked before. */
    public Builder asking(Wish wish) {
      wishes = EnumSet.of(wish, wishes.toArray(Wish[]::new));
      return this;
    }

    /** Notes that what the tenant asked is done. */
    public Builder done(Wish wish) {
      Set<Wish> left = EnumSet.noneOf(Wish.class);
      left.addAll(wishes);
      left.remove(wish);
      wishes = left;
      return this;
    }

    /** The changed import, with the version it was read at. */
    public Import build() {
      return copy.wishes(wishes).build();
    }
  }
}
