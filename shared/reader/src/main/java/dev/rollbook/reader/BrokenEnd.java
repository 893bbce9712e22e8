package dev.rollbook.reader;

import dev.rollbook.reader.TableRow.QuoteDamage;

/**
 * Tells whether a text breaks off within its last row, so that rows behind it may be missing (SPEC
 * D5): that row has no line end, and fewer cells than the header or a quote left open, where all
 * before it are whole. Many programs leave out the last line end, and some people the last cells;
 * hardly anybody leaves out both, and in that row alone.
 */
final class BrokenEnd {

  /** So many whole rows show that it is not the list's way to leave out cells. */
  private static final int WHOLE_ROWS = 3;

  private final int width;
  private int whole;
  private boolean earlier;
  private boolean last;

  /**
   * Of a table.
   *
   * @param width how many columns it has
   */
  BrokenEnd(int width) {
    this.width = width;
  }

  /** Looks at the next row. */
  void see(TableRow row) {
    if (RowJudge.isBlank(row)) {
      return;
    }
    earlier |= last;
    last = isInPart(row);
    whole += last ? 0 : 1;
  }

  private boolean isInPart(TableRow row) {
    return row instanceof TableRow.Damaged damaged
        ? damaged.damage() == QuoteDamage.UNCLOSED_QUOTE
        : ((TableRow.Sound) row).width() < width;
  }

  /**
   * Whether it breaks off.
   *
   * @param brokenOff whether the last row has no line end
   */
  boolean is(boolean brokenOff) {
    return brokenOff && last && !earlier && whole >= WHOLE_ROWS;
  }
}
