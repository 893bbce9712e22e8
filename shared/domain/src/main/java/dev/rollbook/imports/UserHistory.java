package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rollbook.Json;
import dev.rollbook.directory.FieldChange;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.directory.Page;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.Revision;
import dev.rollbook.directory.User;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.HistoryEntry.HistoryAction;
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

  private final Imports imports;
  private final HandEdits handEdits;
  private final Buckets buckets;

  /** The history that these ports tell. */
  public UserHistory(Imports imports, HandEdits handEdits, Buckets buckets) {
    this.imports = imports;
    this.handEdits = handEdits;
    this.buckets = buckets;
  }

  /**
   * A part of a user's history.
   *
   * @throws IllegalArgumentException if the cursor is none of this user's
   */
  public Page<HistoryEntry> page(String tenant, User user, int limit, String cursor) {
    Position from =
        cursor.isEmpty()
            ? new Position(user.username(), Pointer.of(user), "")
            : Position.parse(cursor, user.username());
    int most = Math.min(limit, MOST);
    Deque<HandEdits.Noted> edits =
        new ArrayDeque<>(
            handEdits.newest(tenant, user.username(), from.edits(), most + 1).stream()
                // Whoever had the name before was somebody else.
                .filter(noted -> !noted.edit().at().isBefore(user.createdAt()))
                .toList());
    Optional<Step> step = step(tenant, user.username(), from.pointer());
    Pointer pointer = from.pointer();
    String lastEdit = from.edits();
    List<HistoryEntry> page = new ArrayList<>();
    while (page.size() < most && (step.isPresent() || !edits.isEmpty())) {
      boolean byHand =
          step.isEmpty()
              || (!edits.isEmpty() && edits.peek().edit().at().isAfter(step.get().entry().at()));
      if (byHand) {
        HandEdits.Noted noted = edits.remove();
        page.add(entry(noted));
        lastEdit = noted.cursor();
      } else {
        page.add(step.get().entry());
        pointer = step.get().before();
        step = step(tenant, user.username(), pointer);
      }
    }
    boolean more = step.isPresent() || !edits.isEmpty();
    return new Page<>(page, more ? new Position(user.username(), pointer, lastEdit).text() : "");
  }

  private static HistoryEntry entry(HandEdits.Noted noted) {
    return new HistoryEntry(
        noted.edit().at(),
        "",
        "",
        0,
        noted.edit().creates() ? HistoryAction.CREATED : HistoryAction.EDITED,
        noted.edit().fields());
  }

  /** What an import did, and what had written the user before that. */
  private record Step(HistoryEntry entry, Pointer before) {}

  /** Empty where the user comes from no import, or from one that is not kept any more. */
  private Optional<Step> step(String tenant, String username, Pointer pointer) {
    if (pointer.isNone()) {
      return Optional.empty();
    }
    return imports
        .find(tenant, pointer.importId())
        .flatMap(
            by ->
                buckets
                    .files(by)
                    .plan(pointer.batch())
                    .flatMap(
                        plan -> ofRow(by, plan, username).or(() -> ofUser(by, plan, username))));
  }

  private static Optional<Step> ofRow(Import by, BatchPlan plan, String username) {
    return plan.rows().stream()
        .filter(row -> row.writes() && row.username().equals(username))
        .findFirst()
        .map(
            row ->
                new Step(
                    entry(
                        by,
                        by.startedAt().orElse(by.createdAt()),
                        row.row(),
                        action(row),
                        FieldChange.of(row, UnaryOperator.identity())),
                    new Pointer(row.lastImportId(), Revision.parse(row.revision()).batch())));
  }

  private static HistoryAction action(PlannedRow row) {
    return row.outcome() == PlannedRow.Outcome.CREATED
        ? HistoryAction.CREATED
        : row.reactivates() ? HistoryAction.REACTIVATED : HistoryAction.UPDATED;
  }

  private static Optional<Step> ofUser(Import by, BatchPlan plan, String username) {
    return Stream.concat(plan.unlisted().stream(), plan.leavingList().stream())
        .filter(user -> user.username().equals(username))
        .findFirst()
        .map(
            user ->
                new Step(
                    entry(
                        by,
                        deactivatedAt(by),
                        0,
                        user.change().isDeactivating()
                            ? HistoryAction.DEACTIVATED
                            : HistoryAction.UPDATED,
                        FieldChange.of(user.change(), UnaryOperator.identity())),
                    new Pointer(user.lastImportId(), Revision.parse(user.revision()).batch())));
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
    static Pointer of(User user) {
      return new Pointer(user.lastImportId(), Revision.parse(user.revision()).batch());
    }

    @JsonIgnore
    boolean isNone() {
      return importId.isEmpty() || batch == Revision.NO_BATCH;
    }
  }

  /** How far a walk through a history has come. */
  record Position(String username, Pointer pointer, String edits) {
    String text() {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(this));
    }

    static Position parse(String cursor, String username) {
      String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      try {
        Position position = Json.parse(json, Position.class);
        if (username.equals(position.username)
            && position.pointer != null
            && position.edits != null
            && position.text().equals(cursor)) {
          return position;
        }
      } catch (Json.MalformedJsonException e) {
        throw new IllegalArgumentException("the cursor is none of this history", e);
      }
      throw new IllegalArgumentException("the cursor is none of this history");
    }
  }
}
