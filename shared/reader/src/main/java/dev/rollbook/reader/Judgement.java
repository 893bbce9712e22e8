package dev.rollbook.reader;

import dev.rollbook.reader.JudgedRow.Naming;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RosterRow.Verdict;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the first pass over a roster found out, and the way to its rows. Needs the file to stay as
 * it is. Immutable; rows may be read any number of times, by several threads too.
 */
public final class Judgement {

  private final TableFile file;
  private final ColumnPlan plan;
  private final int firstRow;
  private final RowCounts counts;
  private final ListedUsers listed;
  private final Set<Incompleteness> incomplete;
  private final List<SampledColumn> columns;

  Judgement(
      TableFile file,
      ColumnPlan plan,
      int firstRow,
      RowCounts counts,
      ListedUsers listed,
      Set<Incompleteness> incomplete,
      List<SampledColumn> columns) {
    this.file = file;
    this.plan = plan;
    this.firstRow = firstRow;
    this.counts = counts;
    this.listed = listed;
    this.incomplete = Set.copyOf(incomplete);
    this.columns = List.copyOf(columns);
  }

  /** How the file was read. */
  public Reading reading() {
    return plan.reading(file);
  }

  /** Every column, with what it feeds and some values (SPEC R12). */
  public List<SampledColumn> columns() {
    return columns;
  }

  /** How many rows there are. */
  public RowCounts counts() {
    return counts;
  }

  /** Every username that a readable row names, rows that fail included; in no order. */
  public Collection<String> listed() {
    return listed.usernames();
  }

  /** Why {@link #listed} may lack some; empty if it is complete (SPEC D5). */
  public Set<Incompleteness> incomplete() {
    return incomplete;
  }

  /** The distinct names of the groups in rows to be applied (SPEC G1). */
  public Set<String> groups() {
    return listed.groups();
  }

  /** What the columns feed. */
  public Set<Target> mappedTargets() {
    return plan.mapped().stream()
        .map(Reading.Column::target)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the file holds passwords and must not outlive the import (SPEC A8). */
  public boolean hasPasswordColumn() {
    return mappedTargets().contains(Target.Field.PASSWORD);
  }

  /**
   * Hands out every row within the limit that is not blank, in the file's order, until the consumer
   * has enough. The same file gives the same rows every time.
   *
   * @throws RosterException if the file is damaged, which the first pass would have found: it has
   *     changed since
   * @throws IOException if the file cannot be read, or from the consumer
   */
  public void rows(RowConsumer consumer) throws RosterException, IOException {
    RowJudge judge = new RowJudge(plan);
    int emitted = 0;
    try (Table table = file.open()) {
      while (emitted < counts.emitted()) {
        TableRow row =
            table
                .next()
                .orElseThrow(
                    () -> new IOException("the roster's file was cut off while it was read"));
        Optional<JudgedRow> judged = row.number() < firstRow ? Optional.empty() : judge.judge(row);
        if (judged.isPresent()) {
          emitted++;
          if (!consumer.accept(settled(judged.orElseThrow(), judge))) {
            return;
          }
        }
      }
    }
  }

  private RosterRow settled(JudgedRow row, RowJudge judge) {
    if (row.naming() != Naming.NAMED) {
      return failed(row, row.findings());
    }
    return switch (listed.standing(row)) {
      case REPEAT ->
          new RosterRow(
              row.number(), row.username(), Verdict.DUPLICATE, Map.of(), List.of(), List.of());
      case CONTRADICTED -> failed(row, row.failed() ? row.findings() : contradicted(row));
      case FIRST -> row.failed() ? failed(row, row.findings()) : applied(row, judge);
    };
  }

  private static RosterRow failed(JudgedRow row, List<Finding> findings) {
    return new RosterRow(row.number(), row.username(), Verdict.FAIL, Map.of(), List.of(), findings);
  }

  private List<Finding> contradicted(JudgedRow row) {
    List<Finding> findings = new ArrayList<>(row.findings());
    findings.add(
        Finding.of(
            FindingCode.DUPLICATE_USERNAME,
            plan.target(plan.key()).text(),
            listed.others(row).toArray(String[]::new)));
    return findings;
  }

  private RosterRow applied(JudgedRow row, RowJudge judge) {
    Map<String, String> values = judge.values(row);
    List<String> rosterSupervisors =
        Stream.of(Target.Field.SUPERVISOR, Target.Field.SECOND_SUPERVISOR)
            .map(Target::text)
            .filter(text -> values.containsKey(text) && listed.isApplied(values.get(text)))
            .toList();
    return new RosterRow(
        row.number(), row.username(), Verdict.APPLY, values, rosterSupervisors, row.findings());
  }
}
