package dev.rollbook.reader;

import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts judged rows into spooled records and takes them out again. A value goes by the number of its
 * target, since the columns are the same for every row.
 */
final class RowCodec {

  private static final int SOUND = 0;
  private static final int FAILED = 1;

  /** The number of a word that has none. */
  private static final int OTHER = 0;

  /** Names and punctuation of a row's JSON, values left out. */
  private static final int ROW_OVERHEAD = 100;

  private final int jsonOverhead;
  private final String[] targets;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();
  private final Map<String, Integer> wordNumbers = new HashMap<>();

  /** The rows of a plan's columns. */
  RowCodec(ColumnPlan plan) {
    plan.mapped().forEach(column -> numbers.putIfAbsent(column.target().text(), numbers.size()));
    targets = numbers.keySet().toArray(new String[0]);
    IntStream.range(0, plan.width()).forEach(i -> learn(plan.name(i)));
    numbers.keySet().forEach(this::learn);
    Stream.of(FindingCode.values()).map(FindingCode::name).forEach(this::learn);
    jsonOverhead = ROW_OVERHEAD + numbers.keySet().stream().mapToInt(n -> n.length() + 6).sum();
  }

  private void learn(String word) {
    if (wordNumbers.putIfAbsent(word, words.size() + 1) == null) {
      words.add(word);
    }
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
    for (Finding finding : row.findings()) {
      put(finding, to);
    }
  }

  private void put(Finding finding, RecordBuffer to) {
    putWord(finding.code().name(), to);
    to.putByte(finding.isFailure() ? FAILED : SOUND);
    putWord(finding.field(), to);
    to.putNumber(finding.arguments().size());
    for (String argument : finding.arguments()) {
      putWord(argument, to);
    }
  }

  /** A code, heading or target, which may come a million times, goes by its number. */
  private void putWord(String word, RecordBuffer to) {
    int number = wordNumbers.getOrDefault(word, OTHER);
    to.putNumber(number);
    if (number == OTHER) {
      to.putText(word);
    }
  }

  private String word(RecordView from) {
    int number = from.number();
    return number == OTHER ? from.text() : words.get(number - 1);
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

  /** The cell that names the groups of a row that did not fail; to be read behind the head. */
  static String groupCell(RecordView from) {
    return from.text();
  }

  /** The values of a row that did not fail; to be read behind the head. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
  Map<String, String> values(RecordView from) {
    from.text();
    Map.Entry<String, String>[] values = new Map.Entry[from.number()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Map.entry(targets[from.number()], from.text());
    }
    return Map.ofEntries(values);
  }

  /** The findings of a row; to be read last. */
  List<Finding> findings(RecordView from) {
    int count = from.number();
    if (count == 0) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      FindingCode code = FindingCode.valueOf(word(from));
      boolean failure = from.nextByte() == FAILED;
      String field = word(from);
      List<String> arguments = new ArrayList<>();
      for (int left = from.number(); left > 0; left--) {
        arguments.add(word(from));
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
