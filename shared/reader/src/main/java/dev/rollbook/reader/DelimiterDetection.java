package dev.rollbook.reader;

import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.Target;
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

  private record Score(
      char delimiter, List<String> header, int recognized, boolean splits, double agreement) {

    private static final Comparator<Score> BY_FITNESS =
        Comparator.comparingInt(Score::recognized)
            .thenComparing(Score::splits)
            .thenComparingDouble(Score::agreement)
            .thenComparingInt(score -> score.header().size());
  }

  DelimiterDetection(Reader text, ReadingOptions options) throws IOException {
    planner = new ColumnPlanner(options);
    String sample = sample(text);
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
    try (CsvTable table = new CsvTable(new StringReader(sample), delimiter)) {
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
      return new Score(delimiter, List.of(), 0, false, 0);
    }
    List<String> first = rows.get(0).cells();
    long agreeing = rows.stream().filter(row -> row.cells().size() == first.size()).count();
    return new Score(
        delimiter,
        first,
        hasHeader ? planner.recognized(first) : 0,
        first.size() > 1,
        (double) agreeing / rows.size());
  }

  /** The delimiter that fits best; the first of {@code ; , tab |} if several do. */
  char best() {
    Score best = scores.get(0);
    for (Score score : scores) {
      if (Score.BY_FITNESS.compare(score, best) > 0) {
        best = score;
      }
    }
    return best.delimiter();
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
