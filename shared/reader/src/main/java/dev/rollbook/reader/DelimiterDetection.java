package dev.rollbook.reader;

import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.Target;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells the delimiter from the first rows (SPEC R1): the one whose header names the most targets;
 * among those one that splits the header at all, then the one that gives the rows most often as
 * many cells as the header, then the one that gives the most.
 */
final class DelimiterDetection implements DelimiterAdvice {

  private static final List<Character> CANDIDATES = List.of(';', ',', '\t', '|');
  private static final int SAMPLE_CHARACTERS = 64 << 10;
  private static final int SAMPLE_ROWS = 100;

  private final List<Score> scores = new ArrayList<>();
  private final ColumnPlanner planner;
  private final SeparatorLine separator;

  /**
   * How the rows look with a delimiter.
   *
   * @param headerWidth 0 if the header is the first row
   * @param addresses whether all but a heading of one cell are addresses
   * @param widest cells of the widest row
   */
  @RecordBuilder
  record Score(
      char delimiter,
      List<String> header,
      int headerWidth,
      int recognized,
      boolean splits,
      double agreement,
      boolean addresses,
      int widest) {

    private static final Comparator<Score> BY_FITNESS =
        Comparator.comparingInt(Score::recognized)
            .thenComparing(Score::splits)
            .thenComparingDouble(Score::agreement)
            .thenComparingInt(score -> score.header().size());

    boolean isEqualledBy(Score other) {
      return other.delimiter != delimiter && other.splits && other.recognized >= recognized;
    }
  }

  DelimiterDetection(Reader text, ReadingOptions options) throws IOException {
    planner = new ColumnPlanner(options);
    String sample = sample(text);
    separator = SeparatorLine.of(sample);
    for (char candidate : CANDIDATES) {
      scores.add(score(candidate, sample, options.header()));
    }
  }

  private static String sample(Reader text) throws IOException {
    char[] sample = new char[SAMPLE_CHARACTERS];
    int length = 0;
    int count = text.read(sample);
    while (count > 0) {
      length += count;
      count = text.read(sample, length, SAMPLE_CHARACTERS - length);
    }
    return new String(sample, 0, length);
  }

  private Score score(char delimiter, String sample, boolean hasHeader) throws IOException {
    List<TableRow> rows = new ArrayList<>();
    Reader text = new StringReader(sample.substring(separator.length()));
    try (CsvTable table = new CsvTable(text, delimiter, separator.rows(), 0)) {
      Optional<TableRow> row = table.next();
      while (row.isPresent() && rows.size() < SAMPLE_ROWS) {
        rows.add(row.orElseThrow());
        row = table.next();
      }
    }
    if (rows.size() > 1 && rows.size() < SAMPLE_ROWS && sample.length() == SAMPLE_CHARACTERS) {
      // The sample ends somewhere within it.
      rows.remove(rows.size() - 1);
    }
    if (rows.isEmpty()) {
      return DelimiterDetectionScoreBuilder.builder()
          .delimiter(delimiter)
          .header(List.of())
          .build();
    }
    int place = hasHeader ? new HeaderSearch(planner).find(rows) : 0;
    List<String> header = rows.get(place).cells();
    long agreeing = rows.stream().filter(row -> row.cells().size() == header.size()).count();
    return DelimiterDetectionScoreBuilder.builder()
        .delimiter(delimiter)
        .header(header)
        .headerWidth(place == 0 ? 0 : header.size())
        .recognized(hasHeader ? planner.recognized(header) : 0)
        .splits(header.size() > 1)
        .agreement((double) agreeing / rows.size())
        .addresses(isOfAddressesAlone(rows))
        .widest(rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0))
        .build();
  }

  private boolean isOfAddressesAlone(List<TableRow> rows) {
    int headings = rows.get(0).cells().size() == 1 && rows.size() > 1 ? 1 : 0;
    return rows.stream().skip(headings).allMatch(row -> planner.isOfAddressesAlone(row.cells()));
  }

  /** The line by which the file tells its delimiter. */
  SeparatorLine separator() {
    return separator;
  }

  /** How many cells the header has with a delimiter; 0 if it is the first row. */
  int headerWidth(char delimiter) {
    return scores.stream()
        .filter(score -> score.delimiter() == delimiter)
        .mapToInt(Score::headerWidth)
        .findFirst()
        .orElse(0);
  }

  /**
   * The delimiter that the file tells, else the one that fits best; the first of {@code ; , tab |}
   * if several do.
   */
  char best() {
    for (char candidate : CANDIDATES) {
      if (separator.delimiter().equals(Optional.of(String.valueOf(candidate)))) {
        return candidate;
      }
    }
    Score best = scores.get(0);
    for (Score score : scores) {
      if (Score.BY_FITNESS.compare(score, best) > 0) {
        best = score;
      }
    }
    // Several addresses in a line are no columns: what splits them is none of the delimiters.
    boolean list = best.addresses() && best.recognized() < 2;
    return list
        ? scores.stream()
            .filter(score -> score.widest() == 1)
            .findFirst()
            .map(Score::delimiter)
            .orElse(best.delimiter())
        : best.delimiter();
  }

  /**
   * Whether the delimiter that fits best was guessed: the file does not tell it, and another splits
   * the header too and names as many targets.
   */
  boolean isInDoubt(char best) {
    return separator.rows() == 0
        && scores.stream()
            .filter(score -> score.delimiter() == best && score.splits())
            .anyMatch(score -> scores.stream().anyMatch(score::isEqualledBy));
  }

  @Override
  public String betterFor(Target key) {
    return scores.stream()
        .filter(score -> planner.has(key, score.header()))
        .findFirst()
        .map(score -> String.valueOf(score.delimiter()))
        .orElse("");
  }
}
