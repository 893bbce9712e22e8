package dev.rollbook.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of the roster as reading left it: cleaned, mapped and judged as far as that needs no stored
 * user. Blank rows and rows beyond the limit never become one.
 *
 * @param number the spreadsheet's own row number; the header is row 1
 * @param username the user it names, after SPEC R5 and {@code matchBy}; empty if it cannot be read
 * @param verdict what is to become of it
 * @param values cell by target text, non-empty cells only; several tag columns are joined with
 *     commas. Empty unless the verdict is {@link Verdict#APPLY}
 * @param rosterSupervisors those of {@code supervisor} and {@code secondSupervisor} whose value is
 *     the username of an applicable row of the same roster (SPEC U7)
 * @param findings what reading found; a {@link Verdict#FAIL} has at least one failure
 * @param missing targets whose cells the row does not have, since it ends before them: these clear
 *     nothing (SPEC R4)
 * @param formerly what users that the row names were called before the roster's renames, by target:
 *     {@code username} and the supervisors; empty text for a username that was another's (SPEC
 *     U14). Behind {@link #NOW_CALLED} what others are called now, who had a supervisor's name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RecordBuilder
public record RosterRow(
    int number,
    String username,
    Verdict verdict,
    Map<String, String> values,
    List<String> rosterSupervisors,
    List<Finding> findings,
    List<String> missing,
    Map<String, String> formerly) {

  /**
   * What stands before the target of a supervisor, where another had that name and has a new one.
   */
  public static final String NOW_CALLED = "nowCalled:";

  /** What reading decided about a row. */
  public enum Verdict {
    /** Sound: the user is created, updated or found unchanged. */
    APPLY,
    /** Not to be applied; its findings say why. */
    FAIL,
    /** Says the same as an earlier row (SPEC R13). */
    DUPLICATE,
    /** Left, since its user is known by its old name (SPEC U12, U14). */
    SKIP
  }

  /** A row without values, about which nothing was found. */
  public static RosterRow of(int number, String username, Verdict verdict) {
    return RosterRowBuilder.builder()
        .number(number)
        .username(username)
        .verdict(verdict)
        .values(Map.of())
        .rosterSupervisors(List.of())
        .findings(List.of())
        .build();
  }

  /** Copies the collections; what is absent in stored JSON is empty. */
  public RosterRow {
    username = username == null ? "" : username;
    values = values instanceof JsonValues ? values : Map.copyOf(values);
    rosterSupervisors = List.copyOf(rosterSupervisors);
    findings = List.copyOf(findings);
    missing = missing == null ? List.of() : List.copyOf(missing);
    formerly = formerly == null ? Map.of() : Map.copyOf(formerly);
  }

  /** The same, changed in some parts. */
  public RosterRowBuilder with() {
    return RosterRowBuilder.from(this);
  }

  /** The same with another value for a target; an empty one takes it out. */
  public RosterRow with(String target, String value) {
    Map<String, String> changed = new HashMap<>(values);
    if (value.isEmpty()) {
      changed.remove(target);
    } else {
      changed.put(target, value);
    }
    return with().values(changed).build();
  }

  /** Which row it is, without its values: one of them may be a password (SPEC A8). */
  @Override
  public String toString() {
    return "row " + number + " (" + verdict + ")";
  }
}
