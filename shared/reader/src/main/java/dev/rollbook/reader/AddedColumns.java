package dev.rollbook.reader;

import dev.rollbook.roster.FormulaGuard;
import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.ResendMark;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table as it was before a file to mend was made of it (SPEC A12): the columns that such a file
 * adds are gone, and an empty one stands wherever it leaves one out, so that each column has its
 * number again. Any other table stays as it is.
 */
final class AddedColumns implements Table {

  private final Table table;
  private Optional<ResendMark> mark = Optional.empty();
  private final Set<Integer> added = new HashSet<>();

  AddedColumns(Table table) {
    this.table = table;
  }

  /** The import whose failed rows the table brings again, empty if it is no such table. */
  String resendOf() {
    return mark.map(ResendMark::importId).orElse("");
  }

  /** The numbers, from 1, of the columns that it leaves out. */
  List<Integer> leftOut() {
    return mark.map(ResendMark::leftOut).orElse(List.of());
  }

  @Override
  public Optional<TableRow> next() throws IOException, RosterException {
    Optional<TableRow> row = table.next();
    if (mark.isEmpty() && row.filter(top -> top.number() <= ReaderLimits.HEADER_ROWS).isPresent()) {
      find(row.orElseThrow().cells());
    }
    return mark.isEmpty() ? row : row.map(whole -> restored(whole, mark.orElseThrow()));
  }

  private void find(List<String> heading) {
    for (int i = 0; i < heading.size(); i++) {
      Optional<ResendMark> found = ResendMark.of(heading.get(i));
      if (found.isPresent()) {
        mark = mark.or(() -> found);
        added.add(i);
      }
    }
  }

  private TableRow restored(TableRow row, ResendMark as) {
    int[] places = places(row.cells().size(), as.leftOut());
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        while (cells.size() < places[i]) {
          cells.add("");
        }
        cells.add(as.guarded() ? FormulaGuard.unguard(row.cells().get(i)) : row.cells().get(i));
      }
    }
    if (row instanceof TableRow.Damaged damaged) {
      return damaged.with(cells);
    }
    TableRow.Sound sound = (TableRow.Sound) row;
    return new TableRow.Sound(
        sound.number(),
        cells,
        cells.size() + Math.max(0, sound.width() - sound.cells().size()),
        moved(sound.cut(), places),
        moved(sound.dates(), places),
        moved(sound.unusable(), places));
  }

  /** Where each cell stands in the table as it was, or less than 0 for one that was added. */
  private int[] places(int cells, List<Integer> leftOut) {
    int[] places = new int[cells];
    int next = 0;
    for (int i = 0; i < cells; i++) {
      if (added.contains(i)) {
        places[i] = -1;
      } else {
        while (leftOut.contains(next + 1)) {
          next++;
        }
        places[i] = next++;
      }
    }
    return places;
  }

  private static Set<Integer> moved(Set<Integer> columns, int[] places) {
    Set<Integer> moved = new HashSet<>();
    for (int column : columns) {
      if (column < places.length && places[column] >= 0) {
        moved.add(places[column]);
      }
    }
    return moved;
  }

  @Override
  public List<ReadingNote> notes() {
    return table.notes();
  }

  @Override
  public boolean isBrokenOff() {
    return table.isBrokenOff();
  }

  @Override
  public int lastNumber() {
    return table.lastNumber();
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
