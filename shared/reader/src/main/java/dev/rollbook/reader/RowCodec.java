package dev.rollbook.reader;

import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.JsonValues;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts judged rows into spooled records and takes them out again. A value goes by the number of its
 * target, since the columns are the same for every row, and as it will stand in the message.
 */
final class RowCodec {

  private static final int SOUND = 0;
  private static final int FAILED = 1;

  /** Added for a row that ends before the header does, whose width then follows. */
  private static final int CUT_OFF = 2;

  /** Added for a row that names supervisors, whose bits then follow. */
  private static final int SUPERVISED = 4;

  /** The number of a word that has none. */
  private static final int OTHER = 0;

  /**
   * Two bytes of a record's numbers: that much of the hash of a cell that feeds nothing is kept. Of
   * 16,384 columns that differ one is not named, for its rows to fail all the same.
   */
  private static final int MARK = 0x3FFF;

  /** Names and punctuation of a row's JSON, values left out. */
  private static final int ROW_OVERHEAD = 100;

  private final int jsonOverhead;
  private final ColumnPlan plan;
  private final RowTargets targets;
  private final byte[][] names;
  private final int[] unmapped;
  private final RecordBuffer json = new RecordBuffer();
  private final RecordBuffer marks = new RecordBuffer();
  private final List<String> words = new ArrayList<>();
  private final Map<String, Integer> wordNumbers = new HashMap<>();

  /** The rows of a plan's columns. */
  RowCodec(ColumnPlan plan, RowTargets targets) {
    this.plan = plan;
    this.targets = targets;
    names = targets.texts().stream().map(RowCodec::beginning).toArray(byte[][]::new);
    unmapped = plan.unmapped().stream().mapToInt(column -> column).toArray();
    IntStream.range(0, plan.width()).forEach(i -> learn(plan.name(i)));
    targets.texts().forEach(this::learn);
    Stream.of(FindingCode.values()).map(FindingCode::name).forEach(this::learn);
    jsonOverhead = ROW_OVERHEAD + targets.texts().stream().mapToInt(n -> n.length() + 6).sum();
  }

  /** What stands before a target's value in JSON, beginning with the comma behind another one. */
  private static byte[] beginning(String target) {
    String escaped = new String(JsonValues.escaped(target), StandardCharsets.UTF_8);
    return (",\"" + escaped + "\":\"").getBytes(StandardCharsets.UTF_8);
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

  /**
   * Puts a row; one that failed keeps no values.
   *
   * @param values by target; none of a row that failed
   * @param supervisor the bits of the one it names
   * @param secondSupervisor likewise
   */
  void put(
      JudgedRow row, String[] values, long supervisor, long secondSupervisor, RecordBuffer to) {
    to.clear();
    to.putText(row.username());
    to.putNumber(row.number());
    boolean failed = row.failed();
    marks.clear();
    if (unmapped.length > 0) {
      if (!failed) {
        putMarks(row.cells());
      }
      to.putNumber(marks.length());
    }
    boolean cutOff = row.width() < plan.width();
    boolean supervised =
        supervisor != OwnSupervisors.NOBODY || secondSupervisor != OwnSupervisors.NOBODY;
    to.putByte((failed ? FAILED : SOUND) | (cutOff ? CUT_OFF : 0) | (supervised ? SUPERVISED : 0));
    to.putLong(row.content());
    if (cutOff) {
      to.putNumber(row.width());
    }
    if (supervised) {
      to.putLong(supervisor);
      to.putLong(secondSupervisor);
    }
    if (!failed) {
      to.putText(targets.groups(values));
      put(values, to);
    }
    to.putNumber(row.findings().size());
    for (Finding finding : row.findings()) {
      put(finding, to);
    }
    to.put(marks.bytes(), 0, marks.length());
  }

  /**
   * Puts what tells one cell from another, without the cell itself, for each that is not empty and
   * feeds nothing: behind the number of its column among those.
   */
  private void putMarks(List<String> cells) {
    for (int i = 0; i < unmapped.length; i++) {
      String cell = cells.get(unmapped[i]);
      if (!cell.isEmpty()) {
        ContentHash hash = new ContentHash();
        hash.add(cell);
        marks.putNumber(i);
        marks.putNumber((int) hash.value() & MARK);
      }
    }
  }

  /** Puts the values that are not empty behind the numbers of their targets, from 1, and a 0. */
  private static void put(String[] values, RecordBuffer to) {
    for (int target = 0; target < values.length; target++) {
      if (!values[target].isEmpty()) {
        to.putNumber(target + 1);
        to.putText(JsonValues.escaped(values[target]));
      }
    }
    to.putNumber(0);
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
   * @param marks bytes at its end that stand for the cells that feed nothing
   * @param failed whether it failed by itself
   * @param content stands for what it says
   * @param width how many of the header's columns it has
   * @param supervisor the bits of the one it names
   * @param secondSupervisor likewise
   */
  record Head(
      int marks, boolean failed, long content, int width, long supervisor, long secondSupervisor) {}

  /** The head of a row, with which reading it begins. */
  Head head(RecordView from) {
    from.rewind();
    int marked = unmapped.length > 0 ? from.number() : 0;
    int kind = from.nextByte();
    long content = from.nextLong();
    int width = (kind & CUT_OFF) != 0 ? from.number() : plan.width();
    boolean supervised = (kind & SUPERVISED) != 0;
    long first = supervised ? from.nextLong() : OwnSupervisors.NOBODY;
    long second = supervised ? from.nextLong() : OwnSupervisors.NOBODY;
    return new Head(marked, (kind & FAILED) != 0, content, width, first, second);
  }

  /** Bytes of a row's record that no message has: they are for the comparison alone. */
  int unsent(RecordView from) {
    if (unmapped.length == 0) {
      return 0;
    }
    from.rewind();
    int marked = from.number();
    return from.read() + marked;
  }

  /** The cell that names the groups of a row that did not fail; to be read behind the head. */
  static String groupCell(RecordView from) {
    return from.text();
  }

  /** The values of a row that did not fail; to be read behind the head. */
  Map<String, String> values(RecordView from) {
    from.skipText(); // of the groups
    json.clear();
    for (int target = from.number(); target > 0; target = from.number()) {
      byte[] beginning = names[target - 1];
      json.put(beginning, 0, beginning.length);
      from.textTo(json);
      json.putByte('"');
    }
    if (json.length() == 0) {
      return Map.of();
    }
    json.putByte('}');
    byte[] values = json.copy();
    values[0] = '{'; // in place of the comma
    return new JsonValues(values);
  }

  /**
   * The values by target as they are spooled, and what stands for the cells that feed nothing;
   * empty where there is none.
   */
  private String[] compared(RecordView from) {
    int marked = head(from).marks();
    from.skipText(); // of the groups
    String[] values = new String[targets.count() + unmapped.length];
    Arrays.fill(values, "");
    for (int target = from.number(); target > 0; target = from.number()) {
      values[target - 1] = from.text();
    }
    from.toLast(marked);
    while (from.hasNext()) {
      int column = from.number();
      values[targets.count() + column] = Integer.toString(from.number());
    }
    return values;
  }

  /**
   * Adds the numbers of the targets whose values differ in two rows, neither of which failed, and
   * behind the last target's those of the columns that feed nothing and differ.
   */
  void addDifferences(RecordView one, RecordView other, Set<Integer> to) {
    String[] first = compared(one);
    String[] second = compared(other);
    for (int i = 0; i < first.length; i++) {
      if (!first[i].equals(second[i])) {
        to.add(i);
      }
    }
  }

  /** Whether a number of a difference is that of a column that feeds nothing. */
  boolean isUnmapped(int difference) {
    return difference >= targets.count();
  }

  /** The heading of the column that differs, by the number of the difference. */
  String heading(int difference) {
    if (isUnmapped(difference)) {
      return plan.name(unmapped[difference - targets.count()]);
    }
    return plan.mapped().stream()
        .filter(column -> column.target().text().equals(targets.texts().get(difference)))
        .map(Reading.Column::column)
        .findFirst()
        .orElseThrow();
  }

  /** The targets of columns that a row of some width does not have; tags clear nothing anyway. */
  List<String> missing(int width) {
    return width == plan.width()
        ? List.of()
        : plan.columns().subList(width, plan.width()).stream()
            .map(Reading.Column::target)
            .filter(target -> !(target instanceof Target.Ignore) && target != Target.Field.TAGS)
            .map(Target::text)
            .toList();
  }

  /** The findings of a row; to be read behind its values. */
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
