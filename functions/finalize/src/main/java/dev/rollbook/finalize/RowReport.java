package dev.rollbook.finalize;

import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.RowPlanner;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Lookalikes;
import dev.rollbook.imports.Sentences;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
  private final Map<Integer, List<Finding>> renamed = new HashMap<>();
  private final Set<String> left;
  private Window held = new Window(Place.FIRST);

  /**
   * Of an import with users who look renamed (SPEC D7).
   *
   * @param left users that it was to deactivate, and that changed since
   */
  RowReport(PlanReader plans, String language, Lookalikes lookalikes, Set<String> left) {
    this(plans, language, lookalikes, left, WINDOW_CHARACTERS);
  }

  /** The same with another size of what is held at a time. */
  RowReport(
      PlanReader plans, String language, Lookalikes lookalikes, Set<String> left, long window) {
    for (Lookalikes.Pair pair : lookalikes.pairs()) {
      renamed.computeIfAbsent(pair.row(), row -> new ArrayList<>()).add(finding(pair));
    }
    this.plans = plans;
    this.left = Set.copyOf(left);
    this.sentences = Sentences.in(language);
    this.window = window;
  }

  private static Finding finding(Lookalikes.Pair pair) {
    return Finding.of(
        FindingCode.LOOKS_RENAMED,
        pair.email() ? Target.Field.EMAIL.text() : "",
        pair.leaving(),
        pair.created(),
        pair.email() ? "email" : "name");
  }

  /** The row with what was found of it beside others. */
  private PlannedRow whole(PlannedRow row) {
    List<Finding> more = renamed.getOrDefault(row.row(), List.of());
    return more.isEmpty()
        ? row
        : row.with(Stream.concat(row.findings().stream(), more.stream()).toList());
  }

  /** Holds a row's findings, as long as there is room. All rows are to be handed in before. */
  void hold(PlannedRow row) {
    held.add(row);
  }

  /** Holds all that a plan found; who was to be deactivated and changed since is a row, too. */
  void hold(BatchPlan plan) {
    plan.rows().forEach(held::add);
    plan.left().forEach(this::holdLeft);
  }

  /** Holds a user that the plan was to deactivate, and that changed since (SPEC S10). */
  void holdLeft(String username) {
    held.add(
        PlannedRow.of(0, username, PlannedRow.Outcome.FAILED)
            .with(List.of(RowPlanner.changedSince())));
  }

  /**
   * Writes the findings of all rows; the plans are read again for those that had no room.
   *
   * @param failed takes the rows of the roster that failed, in the order of the file
   */
  void write(CsvDownload table, Consumer<PlannedRow> failed) {
    left.forEach(this::holdLeft);
    held.write(table, failed);
    while (held.isCutOff()) {
      held = new Window(held.last());
      plans.each(this::hold);
      left.forEach(this::holdLeft);
      held.write(table, failed);
    }
  }

  /**
   * Where a row stands in the report. Several of an undo have no number, and a cell with several
   * addresses is several rows of one.
   */
  private record Place(int row, String username) implements Comparable<Place> {
    static final Place FIRST = new Place(-1, "");

    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::row).thenComparing(Place::username);

    static Place of(PlannedRow row) {
      return new Place(row.row(), row.username());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** The rows with findings behind a row, as many as fit. */
  private final class Window {
    private final Place after;
    private final TreeMap<Place, PlannedRow> rows = new TreeMap<>();
    private long size;
    private Optional<Place> end = Optional.empty();

    Window(Place after) {
      this.after = after;
    }

    void add(PlannedRow planned) {
      PlannedRow row = whole(planned);
      Place place = Place.of(row);
      if (row.findings().isEmpty()
          || place.compareTo(after) <= 0
          || end.filter(last -> place.compareTo(last) >= 0).isPresent()) {
        return;
      }
      rows.put(place, row);
      size += size(row);
      while (size > window && rows.size() > 1) {
        Map.Entry<Place, PlannedRow> last = rows.pollLastEntry();
        end = Optional.of(last.getKey());
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
      return end.isPresent();
    }

    Place last() {
      return rows.lastKey();
    }

    void write(CsvDownload table, Consumer<PlannedRow> failed) {
      for (PlannedRow row : rows.values()) {
        if (row.outcome() == PlannedRow.Outcome.FAILED && row.row() > 0) {
          failed.accept(row);
        }
        for (Finding finding : row.findings()) {
          table.row(
              row.row() == 0 ? "" : Integer.toString(row.row()),
              row.username(),
              finding.code().name(),
              finding.field(),
              sentences.finding(finding));
        }
      }
    }
  }
}
