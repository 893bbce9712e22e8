package dev.rollbook.parse;

import dev.rollbook.reader.RosterEntry;
import dev.rollbook.renames.Renames;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a roster that renames users, as what became of the renames leaves them (SPEC U14).
 */
final class RenamedRows {

  private static final List<Target.Field> SUPERVISORS =
      List.of(Target.Field.SUPERVISOR, Target.Field.SECOND_SUPERVISOR);

  private final Renames renames;
  private final Set<String> failed;
  private final boolean createsUsers;
  private final Map<String, String> newNames;
  private final Map<String, String> oldNames = new HashMap<>();

  /**
   * Rows by what became of renames.
   *
   * @param failed new names that users did not get
   * @param createsUsers whether rows create users
   */
  RenamedRows(Renames renames, Set<String> failed, boolean createsUsers) {
    this.renames = renames;
    this.failed = failed;
    this.createsUsers = createsUsers;
    this.newNames = renames.names(failed);
    newNames.forEach((from, to) -> oldNames.put(to, from));
  }

  /** Those of some names that no row has which are not left by a user who gets another. */
  List<String> stillNamed(List<String> listed) {
    return listed.stream().filter(name -> !newNames.containsKey(name)).toList();
  }

  /** An entry of the roster with its row as it is now; its size stays, by which batches are cut. */
  RosterEntry entry(RosterEntry entry) {
    return renames.isNone() || !entry.isRow() ? entry : new Entry(entry);
  }

  private final class Entry implements RosterEntry {
    private final RosterEntry entry;

    Entry(RosterEntry entry) {
      this.entry = entry;
    }

    @Override
    public int shard() {
      return entry.shard();
    }

    @Override
    public String username() {
      return entry.username();
    }

    @Override
    public boolean isRow() {
      return true;
    }

    @Override
    public int size() {
      return entry.size();
    }

    @Override
    public RosterRow row() {
      return renamed(entry.row());
    }
  }

  private RosterRow renamed(RosterRow row) {
    if (row.verdict() != Verdict.APPLY) {
      return row;
    }
    String username = row.username();
    if (renames.skipped().contains(username)) {
      return settled(row, Verdict.SKIP, List.of());
    }
    String from = row.values().getOrDefault(Target.Field.OLD_USERNAME.text(), "");
    if (renames.conflicts().contains(username)) {
      return failed(
          row,
          Finding.of(
              FindingCode.RENAME_CONFLICT, Target.Field.OLD_USERNAME.text(), from, username));
    }
    if (failed.contains(username)) {
      return failed(row, Finding.of(FindingCode.PROCESSING_FAILED, "", "CONFLICT"));
    }
    Map<String, String> formerly = new HashMap<>();
    if (oldNames.containsKey(username)) {
      formerly.put(Target.Field.USERNAME.text(), oldNames.get(username));
    } else if (newNames.containsKey(username)) { // who was called so is somebody else
      formerly.put(Target.Field.USERNAME.text(), "");
    }
    Map<String, String> values = new HashMap<>(row.values());
    values.remove(Target.Field.OLD_USERNAME.text());
    Set<String> own = new HashSet<>(row.rosterSupervisors());
    SUPERVISORS.forEach(field -> supervisor(field.text(), values, own, formerly));
    return RosterRow.of(row.number(), username, Verdict.APPLY)
        .with()
        .values(values)
        .rosterSupervisors(
            SUPERVISORS.stream().map(Target.Field::text).filter(own::contains).toList())
        .findings(row.findings())
        .missing(row.missing())
        .formerly(formerly)
        .build();
  }

  /** A supervisor goes by its new name, also where the row has the old one that nobody has now. */
  private void supervisor(
      String field, Map<String, String> values, Set<String> own, Map<String, String> formerly) {
    String name = values.getOrDefault(field, "");
    if (isLeft(name) || !createsUsers) { // the row of that name creates nobody
      own.remove(field);
    }
    if (newNames.containsKey(name) && !oldNames.containsKey(name) && !own.contains(field)) {
      name = newNames.get(name);
      values.put(field, name);
    }
    if (oldNames.containsKey(name)) {
      formerly.put(field, oldNames.get(name));
    }
    if (newNames.containsKey(name)) {
      formerly.put(RosterRow.NOW_CALLED + field, newNames.get(name));
    }
  }

  /** Whether the row of a username is not applied, since its rename cannot be made or is not to. */
  private boolean isLeft(String username) {
    return renames.skipped().contains(username)
        || renames.conflicts().contains(username)
        || failed.contains(username);
  }

  private static RosterRow failed(RosterRow row, Finding why) {
    List<Finding> findings = new ArrayList<>(row.findings());
    findings.add(why);
    return settled(row, Verdict.FAIL, findings);
  }

  private static RosterRow settled(RosterRow row, Verdict verdict, List<Finding> findings) {
    return RosterRow.of(row.number(), row.username(), verdict).with().findings(findings).build();
  }
}
