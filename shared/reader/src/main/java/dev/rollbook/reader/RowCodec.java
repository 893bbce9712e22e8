package dev.rollbook.reader;

import dev.rollbook.roster.CommaList;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts judged rows into spooled records and takes them out again. A value goes by the number of its
 * target, since the columns are the same for every row.
 */
final class RowCodec {

  private static final int SOUND = 0;
  private static final int FAILED = 1;

  /** Names and punctuation of a row's JSON, values left out. */
  private static final int ROW_OVERHEAD = 100;

  private final int jsonOverhead;
  private final String[] targets;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /** The rows of a plan's columns. */
  RowCodec(ColumnPlan plan) {
    plan.mapped().forEach(column -> numbers.putIfAbsent(column.target().text(), numbers.size()));
    targets = numbers.keySet().toArray(new String[0]);
    jsonOverhead = ROW_OVERHEAD + numbers.keySet().stream().mapToInt(n -> n.length() + 6).sum();
  }

  /** Bytes that the names of a row's values, and what else is the same for all, take in JSON. */
  int jsonOverhead() {
    return jsonOverhead;
  }

  /** Puts a name that is only listed. */
  static void putListed(String username, RecordBuffer to) {
    to.clear();
    to.putText(username);
    to.putNumber(0);
  }

  /** Puts a row; one that failed keeps no values. */
  void put(JudgedRow row, Map<String, String> values, RecordBuffer to) {
    to.clear();
    to.putText(row.username());
    to.putNumber(row.number());
    boolean failed = row.failed();
    to.putByte(failed ? FAILED : SOUND);
    to.putLong(row.content());
    if (!failed) {
      to.putText(values.getOrDefault(Target.Field.GROUPS.text(), ""));
      to.putNumber(values.size());
      for (Map.Entry<String, String> value : values.entrySet()) {
        to.putNumber(numbers.get(value.getKey()));
        to.putText(value.getValue());
      }
    }
    to.putNumber(row.findings().size());
    row.findings().forEach(finding -> put(finding, to));
  }

  private static void put(Finding finding, RecordBuffer to) {
    to.putText(finding.code().name());
    to.putByte(finding.isFailure() ? FAILED : SOUND);
    to.putText(finding.field());
    to.putNumber(finding.arguments().size());
    finding.arguments().forEach(to::putText);
  }

  /**
   * What tells a row from others of its username.
   *
   * @param failed whether it failed by itself
   * @param content stands for what it says
   */
  record Head(boolean failed, long content) {}

  /** The head of a row, with which reading it begins. */
  static Head head(RecordView from) {
    from.rewind();
    return new Head(from.nextByte() == FAILED, from.nextLong());
  }

  /** The names of the groups of a row that did not fail; to be read behind the head. */
  static Set<String> groups(RecordView from) {
    String cell = from.text();
    return cell.isEmpty() ? Set.of() : CommaList.parts(cell);
  }

  /** The values of a row that did not fail; to be read behind the head. */
  Map<String, String> values(RecordView from) {
    from.text();
    int count = from.number();
    Map<String, String> values = new LinkedHashMap<>(2 * count);
    for (int i = 0; i < count; i++) {
      values.put(targets[from.number()], from.text());
    }
    return values;
  }

  /** The findings of a row; to be read last. */
  static List<Finding> findings(RecordView from) {
    int count = from.number();
    if (count == 0) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      FindingCode code = FindingCode.valueOf(from.text());
      boolean failure = from.nextByte() == FAILED;
      String field = from.text();
      List<String> arguments = new ArrayList<>();
      for (int left = from.number(); left > 0; left--) {
        arguments.add(from.text());
      }
      findings.add(
          new Finding(
              code,
              failure ? FindingCode.Severity.FAILURE : FindingCode.Severity.WARNING,
              field,
              arguments));
    }
    return findings;
  }
}
