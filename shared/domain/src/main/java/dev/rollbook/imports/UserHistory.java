package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rollbook.Json;
import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.HistoryEntry.HistoryAction;
import dev.rollbook.webhooks.Sealer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What imports and hands did to a user, newest first (SPEC A11). No import writes it down: the user
 * points to the plan that wrote it last, and what a plan says of the user points to the one before.
 */
public final class UserHistory {

  /** Entries of a page at most: each is an import and a plan to be read, some 50 ms. */
  private static final int MOST = 50;

  /**
   * Reads of the stores after which a call begins nothing more: more than a page needs whose
   * entries follow one another. At some 25 ms each it ends in seconds. Where more has to be read
   * between two entries, it gives a short page with a cursor to go on from.
   */
  private static final int MOST_READS = 300;

  private final Imports imports;
  private final HandEdits handEdits;
  private final Buckets buckets;
  private final Sealer sealer;

  /**
   * The history that these ports tell.
   *
   * @param sealer of the cursors, which callers hold and must not make up
   */
  public UserHistory(Imports imports, HandEdits handEdits, Buckets buckets, Sealer sealer) {
    this.imports = imports;
    this.handEdits = handEdits;
    this.buckets = buckets;
    this.sealer = sealer;
  }

  /**
   * A part of a user's history; may be a short one, or an empty one, that is not the last.
   *
   * @throws IllegalArgumentException if the cursor is none of this user's
   */
  public Page<HistoryEntry> page(String tenant, User user, int limit, String cursor) {
    Position from =
        cursor.isEmpty() ? Position.of(user) : position(tenant, cursor, user.username());
    Walk walk = new Walk(tenant, user, from);
    List<HistoryEntry> page = new ArrayList<>();
    while (page.size() < Math.min(limit, MOST) && walk.hasNext()) {
      page.add(walk.next());
    }
    return new Page<>(page, walk.hasEnded() ? "" : cursor(tenant, walk.position()));
  }

  /** Sealed, since what it says decides what is read; in an alphabet that a URL takes as it is. */
  private String cursor(String tenant, Position position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sealer.seal(tenant, Json.text(position)).getBytes(StandardCharsets.UTF_8));
  }

  private Position position(String tenant, String cursor, String username) {
    String sealed = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    try {
      Position position = Json.parse(sealer.open(tenant, sealed), Position.class);
      if (position.username().equals(username)) {
        return position;
      }
    } catch (Json.MalformedJsonException e) {
      throw new IllegalArgumentException("the cursor is none of a history", e);
    }
    throw new IllegalArgumentException("the cursor is none of this history");
  }

  /** Goes back through what was done to a user, by the names that it had. */
  private final class Walk {
    private final String tenant;
    private final User user;
    private Position at;
    private int reads;

    /** Whether it may read no more before it knows what comes next. */
    private boolean isCut;

    private final Deque<HandEdits.Noted> edits = new ArrayDeque<>();

    /** The cursor behind the edits that were read of the name. */
    private String behind = "";

    /** Whether there may be edits of the name behind those that were read. */
    private boolean hasMoreEdits;

    private Optional<Step> step = Optional.empty();

    Walk(String tenant, User user, Position from) {
      this.tenant = tenant;
      this.user = user;
      this.at = from;
      look();
      lookByFormerName();
    }

    /** An import that ended too early may have given a user its name, and done no more with it. */
    private void lookByFormerName() {
      if (hasEnded()
          && !at.pointer().isNone()
          && !user.formerUsername().isEmpty()
          && at.name().equals(user.username())) {
        at = at.by(user.formerUsername(), Instant.MAX).seekingAnew();
        look();
      }
    }

    boolean hasNext() {
      return !isCut && (step.isPresent() || !edits.isEmpty());
    }

    /** Whether there is nothing more, in this call or another. */
    boolean hasEnded() {
      return !isCut && !hasNext();
    }

    Position position() {
      return at;
    }

    HistoryEntry next() {
      if (isByHand()) {
        HandEdits.Noted noted = edits.remove();
        HistoryEntry entry = entry(noted);
        at = at.behind(noted.cursor()).before(entry);
        if (noted.edit().formerUsername().isPresent()) {
          at = at.by(noted.edit().formerUsername().get(), noted.edit().at()).seekingAnew();
          look();
        } else if (edits.isEmpty()) {
          readEdits();
        }
        lookByFormerName();
        return entry;
      }
      Step taken = step.orElseThrow();
      at = at.to(taken.before()).before(taken.entry());
      if (taken.formerUsername().isPresent()) {
        at = at.by(taken.formerUsername().get(), taken.ended());
        look();
      } else {
        step = step();
      }
      lookByFormerName();
      return taken.entry();
    }

    /** A plan calls the user as it was called then: so each name that came since is gone back. */
    private boolean isByHand() {
      if (step.isEmpty() || edits.isEmpty()) {
        return step.isEmpty();
      }
      return edits.peek().edit().at().isAfter(step.get().entry().at())
          || edits.stream()
              .map(HandEdits.Noted::edit)
              .anyMatch(
                  edit ->
                      edit.formerUsername().isPresent() && edit.at().isAfter(step.get().began()));
    }

    private void look() {
      step = step();
      edits.clear();
      behind = at.edits();
      hasMoreEdits = true;
      readEdits();
    }

    private boolean mayRead() {
      return reads < MOST_READS;
    }

    /**
     * Reads on what was done by hand to the user while it had the name, until there is one more
     * than a page needs.
     */
    private void readEdits() {
      while (hasMoreEdits && edits.size() <= MOST && mayRead()) {
        reads++;
        List<HandEdits.Noted> some = handEdits.newest(tenant, at.name(), behind, MOST + 1);
        some.stream()
            .filter(noted -> noted.edit().isOf(user) && !noted.edit().at().isAfter(at.until()))
            .forEach(edits::add);
        hasMoreEdits = !some.isEmpty();
        behind = hasMoreEdits ? some.get(some.size() - 1).cursor() : behind;
        if (edits.isEmpty()) {
          at = at.behind(behind); // never to be passed over again
        }
      }
      isCut |= hasMoreEdits && edits.isEmpty();
    }

    private Optional<Step> step() {
      if (at.pointer().isNone()) {
        return Optional.empty();
      }
      if (!mayRead()) {
        isCut = true;
        return Optional.empty();
      }
      Optional<Step> step = find(at.pointer()).flatMap(by -> step(by, at));
      if (step.filter(this::hasLeftSince).isEmpty()) {
        return step;
      }
      if (at.sought().isNowhere()) {
        at = at.seeking(step.get().place(at.name()));
      }
      return setter().map(this::left).or(() -> step);
    }

    private Optional<Import> find(Pointer pointer) {
      reads++;
      return imports.find(tenant, pointer.importId());
    }

    /** What an import did to the user; empty where its plan is not kept any more. */
    private Optional<Step> step(Import by, Position from) {
      reads++;
      return buckets
          .files(by)
          .plan(from.pointer().batch())
          .flatMap(plan -> ofRow(by, plan, from.name()).or(() -> ofUser(by, plan, from)));
    }

    /**
     * Whether the user left on its day (SPEC D10) after an import had written it that neither set
     * that day nor made it inactive.
     */
    private boolean hasLeftSince(Step step) {
      return !at.day().isEmpty()
          && at.status().equals(User.Status.INACTIVE.name())
          && step.entry().at().isBefore(Instant.parse(at.day()))
          && step.entry().fields().stream()
              .noneMatch(field -> field.field().equals(UserChange.STATUS));
    }

    /**
     * The import that set the day, which wrote the user before that step. It is looked for from
     * where it was looked for before, so that no import is asked twice.
     */
    private Optional<Import> setter() {
      while (!at.sought().pointer().isNone()) {
        if (!mayRead()) {
          isCut = true;
          return Optional.empty();
        }
        Position back = at.asSought();
        Optional<Import> by = find(back.pointer());
        if (by.filter(found -> found.leavingAt().toString().equals(at.day())).isPresent()) {
          return by;
        }
        at =
            at.seeking(
                by.flatMap(found -> step(found, back))
                    .map(step -> step.place(back.name()))
                    .orElse(back.sought().ended()));
      }
      return Optional.empty();
    }

    private Step left(Import by) {
      return UserHistory.left(by, at.day(), at);
    }
  }

  private static HistoryEntry entry(HandEdits.Noted noted) {
    return new HistoryEntry(
        noted.edit().at(),
        "",
        "",
        0,
        noted.edit().creates()
            ? HistoryAction.CREATED
            : noted.edit().formerUsername().isPresent()
                ? HistoryAction.RENAMED
                : HistoryAction.EDITED,
        noted.edit().fields());
  }

  /**
   * What an import did.
   *
   * @param before what had written the user before that
   * @param formerUsername what the user was called before, if it got another name
   * @param began when the import began to write
   * @param ended when it had written all its rows
   */
  private record Step(
      HistoryEntry entry,
      Pointer before,
      Optional<String> formerUsername,
      Instant began,
      Instant ended) {
    static Step of(Import by, HistoryEntry entry, Pointer before, UserChange change) {
      return new Step(
          entry,
          before,
          change.isRenaming() ? Optional.of(change.name().before()) : Optional.empty(),
          by.startedAt().orElse(by.createdAt()),
          by.reached().getOrDefault(Status.FINALIZING, Instant.MAX));
    }

    /**
     * Where the history goes on behind it.
     *
     * @param name what the user was called after it
     */
    Place place(String name) {
      return new Place(formerUsername.orElse(name), before);
    }
  }

  private static Optional<Step> ofRow(Import by, BatchPlan plan, String username) {
    return plan.rows().stream()
        .filter(row -> row.writes() && row.username().equals(username))
        .findFirst()
        .map(
            row ->
                Step.of(
                    by,
                    entry(
                        by,
                        by.startedAt().orElse(by.createdAt()),
                        row.row(),
                        action(row),
                        FieldChange.of(row, UnaryOperator.identity())),
                    new Pointer(row.lastImportId(), Revision.parse(row.revision()).batch()),
                    row.change()));
  }

  private static HistoryAction action(PlannedRow row) {
    if (row.outcome() == PlannedRow.Outcome.CREATED) {
      return HistoryAction.CREATED;
    }
    return row.renames()
        ? HistoryAction.RENAMED
        : row.reactivates() ? HistoryAction.REACTIVATED : HistoryAction.UPDATED;
  }

  private static Optional<Step> ofUser(Import by, BatchPlan plan, Position at) {
    return Stream.of(plan.unlisted(), plan.leavingList(), plan.staying())
        .flatMap(List::stream)
        .filter(user -> user.username().equals(at.name()))
        .findFirst()
        .map(
            user ->
                hasLeft(user, at)
                    ? left(by, day(user), at)
                    : putOut(by, rowOf(by, plan, at), user));
  }

  /** Whether it was to leave on a day (SPEC D10), and was inactive before anything else came. */
  private static boolean hasLeft(UnlistedUser user, Position at) {
    return user.change().fields().containsKey(UserChange.LEAVING_AT)
        && !user.stays()
        && !user.change().isDeactivating()
        && at.status().equals(User.Status.INACTIVE.name());
  }

  private static String day(UnlistedUser user) {
    return user.change().fields().get(UserChange.LEAVING_AT).after();
  }

  /** The day had come: that is counted to the import that set it, whose plan does not tell it. */
  private static Step left(Import by, String day, Position at) {
    return Step.of(
        by,
        entry(
            by,
            Instant.parse(day),
            0,
            HistoryAction.DEACTIVATED,
            FieldChange.of(UserChange.DEACTIVATION, UnaryOperator.identity())),
        at.pointer(),
        UserChange.DEACTIVATION);
  }

  /** The row of a list of leavers that names the user (SPEC D9); 0 for none. */
  private static int rowOf(Import by, BatchPlan plan, Position at) {
    return plan.rows().stream()
        .filter(row -> by.options().leavers() && row.username().equals(at.name()))
        .mapToInt(PlannedRow::row)
        .findFirst()
        .orElse(0);
  }

  private static Step putOut(Import by, int row, UnlistedUser user) {
    return Step.of(
        by,
        entry(
            by,
            deactivatedAt(by),
            row,
            user.change().isDeactivating() ? HistoryAction.DEACTIVATED : HistoryAction.UPDATED,
            FieldChange.of(user.change(), UnaryOperator.identity())),
        new Pointer(user.lastImportId(), Revision.parse(user.revision()).batch()),
        user.change());
  }

  private static Instant deactivatedAt(Import by) {
    return by.deactivation().state() == State.APPROVED
        ? by.links().approvedAt()
        : by.reached().getOrDefault(Status.FINALIZING, by.since());
  }

  private static HistoryEntry entry(
      Import by, Instant at, int row, HistoryAction action, List<FieldChange> fields) {
    return new HistoryEntry(
        at,
        by.importId(),
        by.name(),
        row,
        by.links().isUndo() ? HistoryAction.UNDONE : action,
        fields);
  }

  /**
   * The plan that says what was done to a user.
   *
   * @param importId whose plan it is, empty for none
   * @param batch of the import
   */
  record Pointer(String importId, int batch) {
    static final Pointer NONE = new Pointer("", Revision.NO_BATCH);

    static Pointer of(User user) {
      return new Pointer(user.lastImportId(), Revision.parse(user.revision()).batch());
    }

    @JsonIgnore
    boolean isNone() {
      return importId.isEmpty() || batch == Revision.NO_BATCH;
    }
  }

  /**
   * Where a plan tells of a user.
   *
   * @param name what the user is called in it, empty for nowhere
   * @param pointer the plan, none behind the last one
   */
  record Place(String name, Pointer pointer) {
    static final Place NOWHERE = new Place("", Pointer.NONE);

    @JsonIgnore
    boolean isNowhere() {
      return name.isEmpty();
    }

    Place ended() {
      return new Place(name, Pointer.NONE);
    }
  }

  /**
   * How far a walk through a history has come.
   *
   * @param username whose history it is
   * @param name what the user was called then
   * @param pointer the plan that had written it last
   * @param edits the cursor of the edit by hand behind which to go on; empty for the newest
   * @param until when the user had given up the name at the latest
   * @param status what it was then
   * @param day on which it was to leave then, or had left; empty for none
   * @param sought how far the import was looked for that set the day; nowhere if it was not
   */
  @RecordBuilder
  record Position(
      String username,
      String name,
      Pointer pointer,
      String edits,
      Instant until,
      String status,
      String day,
      Place sought) {

    static Position of(User user) {
      String name = user.username();
      return UserHistoryPositionBuilder.builder()
          .username(name)
          .name(name)
          .pointer(Pointer.of(user))
          .edits("")
          .until(Instant.MAX)
          .status(user.status().name())
          .day(user.leavingDay())
          .sought(Place.NOWHERE)
          .build();
    }

    Position to(Pointer before) {
      return UserHistoryPositionBuilder.from(this).pointer(before).build();
    }

    Position behind(String cursor) {
      return UserHistoryPositionBuilder.from(this).edits(cursor).build();
    }

    /** The same where the user had another name, until then at the latest. */
    Position by(String former, Instant then) {
      return UserHistoryPositionBuilder.from(this).name(former).edits("").until(then).build();
    }

    Position seeking(Place place) {
      return UserHistoryPositionBuilder.from(this).sought(place).build();
    }

    /** The same where what was looked for may be elsewhere, since another name or day came. */
    Position seekingAnew() {
      return seeking(Place.NOWHERE);
    }

    /** Where it has come in looking for who set the day, when nobody had left yet. */
    Position asSought() {
      return UserHistoryPositionBuilder.from(this)
          .name(sought.name())
          .pointer(sought.pointer())
          .status("")
          .build();
    }

    /** The same before what an entry tells. */
    Position before(HistoryEntry entry) {
      Position before =
          UserHistoryPositionBuilder.from(this)
              .status(before(entry, UserChange.STATUS, status))
              .day(before(entry, UserChange.LEAVING_AT, day))
              .build();
      return before.status.equals(status) && before.day.equals(day) ? before : before.seekingAnew();
    }

    private static String before(HistoryEntry entry, String name, String after) {
      return entry.fields().stream()
          .filter(field -> field.field().equals(name))
          .findFirst()
          .map(FieldChange::before)
          .orElse(after);
    }
  }
}
