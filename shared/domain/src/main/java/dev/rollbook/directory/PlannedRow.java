package dev.rollbook.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollbook.roster.Finding;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What is to become of one row, decided before anything is written. The counts, the report and the
 * change log all come from it (SPEC A1, A3).
 *
 * @param row the spreadsheet's row number
 * @param username the user it names, empty if it cannot be read
 * @param outcome how it counts
 * @param reactivates whether an inactive user becomes active; the row counts among the updated
 * @param change what it writes; empty unless it creates or updates
 * @param findings its failures and warnings
 * @param revision the {@link User#revision} that the plan saw; empty where there was no user
 * @param lastImportId the import that had written the user last, before this one (SPEC A11); empty
 *     for none
 * @param place the name by whose order it lies in its plan, where that is not its username; see
 *     {@link #lies}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RecordBuilder
public record PlannedRow(
    int row,
    String username,
    Outcome outcome,
    boolean reactivates,
    UserChange change,
    List<Finding> findings,
    String revision,
    String lastImportId,
    String place) {

  /** How a row counts. */
  public enum Outcome {
    /** Its user is new. */
    CREATED,
    /** Its user exists and changes. */
    UPDATED,
    /** Its user exists and is as the row says; counts among the updated, too. */
    UNCHANGED,
    /** Left by {@code newUsers}, {@code existingUsers} or {@code leavers} (SPEC U12, D9). */
    SKIPPED,
    /** Not applied. */
    FAILED,
    /** Says the same as an earlier row. */
    DUPLICATE
  }

  /** A row that changes nothing, about which nothing was found. */
  public static PlannedRow of(int row, String username, Outcome outcome) {
    return PlannedRowBuilder.builder()
        .row(row)
        .username(username)
        .outcome(outcome)
        .findings(List.of())
        .build();
  }

  /** Copies the findings; what is absent in stored JSON is empty. */
  public PlannedRow {
    username = username == null ? "" : username;
    change = change == null ? UserChange.NONE : change;
    findings = List.copyOf(findings);
    revision = revision == null ? "" : revision;
    lastImportId = lastImportId == null ? "" : lastImportId;
    place = place == null ? "" : place;
  }

  /** The same row, changed in some parts. */
  public PlannedRowBuilder with() {
    return PlannedRowBuilder.from(this);
  }

  /** The same row with the state of its user that the plan saw. */
  public PlannedRow seeing(User user) {
    return with().revision(user.revision()).lastImportId(user.lastImportId()).build();
  }

  /**
   * The same row where it lies by another name than its own: an undo has its rows where the plan
   * that it takes back had them, by which its batches are cut.
   */
  public PlannedRow lyingAt(String name) {
    return with().place(name.equals(username) ? "" : name).build();
  }

  /** The name by whose order it lies in its plan. */
  public String lies() {
    return place.isEmpty() ? username : place;
  }

  /** The same row with another change of its user. */
  public PlannedRow changing(UserChange other) {
    return with().change(other).build();
  }

  /** The same row where its change comes to less, or to nothing. */
  public PlannedRow comingTo(UserChange less) {
    return with()
        .outcome(less.isEmpty() ? Outcome.UNCHANGED : outcome)
        .reactivates(less.fields().containsKey(UserChange.STATUS))
        .change(less)
        .build();
  }

  /** The same row with other findings. */
  public PlannedRow with(List<Finding> others) {
    return with().findings(others).build();
  }

  /** Whether it writes a user. */
  @JsonIgnore
  public boolean writes() {
    return !change.isEmpty() || outcome == Outcome.CREATED;
  }

  /** Whether its user got another name (SPEC U14). */
  @JsonIgnore
  public boolean renames() {
    return change.isRenaming();
  }

  /** The same row as one that could not be applied, whatever was planned for it. */
  public PlannedRow failed(Finding why) {
    return of(row, username, Outcome.FAILED).with(List.of(why)).lyingAt(lies());
  }

  /**
   * The same row as one of whose change no more could be applied than that its user has got another
   * name already: then that is what it did, and why it did no more is a warning. All others failed.
   */
  public PlannedRow left(Finding why) {
    return renames()
        ? with()
            .outcome(Outcome.UPDATED)
            .reactivates(false)
            .change(change.renameAlone())
            .findings(List.of(why.warning()))
            .build()
        : failed(why);
  }
}
