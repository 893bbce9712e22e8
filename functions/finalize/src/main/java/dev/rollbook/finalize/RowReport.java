package dev.rollbook.finalize;

import dev.rollbook.directory.PlannedRow;
import dev.rollbook.imports.Sentences;
import dev.rollbook.roster.Finding;
import java.util.Map;
import java.util.TreeMap;

/**
 * The report of failed rows and warnings in the order of the file (SPEC A3). The plans come in
 * another order: so they are gone through as often as it takes to hold the next rows' findings; of
 * any ordinary roster they fit at once.
 */
final class RowReport {

  /** Some 200,000 findings of ordinary size; with what holds them about 100 MB of memory. */
  private static final long WINDOW_CHARACTERS = 24_000_000;

  /** What holds a finding takes as much as so many characters. */
  private static final int OVERHEAD = 60;

  private final PlanReader plans;
  private final Sentences sentences;
  private final long window;
  private Window held = new Window(0);

  RowReport(PlanReader plans, String language) {
    this(plans, language, WINDOW_CHARACTERS);
  }

  /** The same with another size of what is held at a time. */
  RowReport(PlanReader plans, String language, long window) {
    this.plans = plans;
    this.sentences = Sentences.in(language);
    this.window = window;
  }

  /** Holds a row's findings, as long as there is room. All rows are to be handed in before. */
  void hold(PlannedRow row) {
    held.add(row);
  }

  /** Writes the findings of all rows; the plans are read again for those that had no room. */
  void write(CsvDownload table) {
    held.write(table);
    while (held.isCutOff()) {
      held = new Window(held.last());
      plans.each(plan -> plan.rows().forEach(held::add));
      held.write(table);
    }
  }

  /** The rows with findings behind a row, as many as fit. */
  private final class Window {
    private final int after;
    private final TreeMap<Integer, PlannedRow> rows = new TreeMap<>();
    private long size;
    private int end = Integer.MAX_VALUE;

    Window(int after) {
      this.after = after;
    }

    void add(PlannedRow row) {
      if (row.findings().isEmpty() || row.row() <= after || row.row() >= end) {
        return;
      }
      rows.put(row.row(), row);
      size += size(row);
      while (size > window && rows.size() > 1) {
        Map.Entry<Integer, PlannedRow> last = rows.pollLastEntry();
        end = last.getKey();
        size -= size(last.getValue());
      }
    }

    private long size(PlannedRow row) {
      long size = (long) OVERHEAD + row.username().length();
      for (Finding finding : row.findings()) {
        size += OVERHEAD;
        for (String argument : finding.arguments()) {
          size += argument.length();
        }
      }
      return size;
    }

    boolean isCutOff() {
      return end != Integer.MAX_VALUE;
    }

    int last() {
      return rows.lastKey();
    }

    void write(CsvDownload table) {
      for (PlannedRow row : rows.values()) {
        for (Finding finding : row.findings()) {
          table.row(
              Integer.toString(row.row()),
              row.username(),
              finding.code().name(),
              finding.field(),
              sentences.finding(finding));
        }
      }
    }
  }
}
