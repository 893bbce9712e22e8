package dev.rollbook.reader;

/** What a roster may hold (SPEC section 10). */
final class ReaderLimits {

  /** Rows of a worksheet, as in Excel since 2007. */
  static final int SHEET_ROWS = 1_048_576;

  /** Rows of a file among which its header is (SPEC R15). */
  static final int HEADER_ROWS = 20;

  /** Columns of a header. */
  static final int COLUMNS = 300;

  /** Characters of a cell. */
  static final int CELL_CHARACTERS = 4_000;

  /** Bytes of a username in UTF-8; it is a sort key, and part of several. */
  static final int USERNAME_BYTES = 128;

  /** Bytes of a row's values in UTF-8: a queue's message holds 256 KiB and a user's item 400. */
  static final int ROW_BYTES = 100 << 10;

  /** Tags of a user. */
  static final int TAGS = 50;

  /** Groups of a user. */
  static final int GROUPS = 50;

  /**
   * Groups that a roster names, so that a column mapped to them by mistake costs nothing (SPEC G7).
   */
  static final int NAMED_GROUPS = 2_000;

  /**
   * Findings of a row that are told; further ones show when these are mended. A row has more only
   * if many of its cells fail it, and each would take some 300 bytes of its message.
   */
  static final int FINDINGS = 20;

  /**
   * Characters of a cell that are kept at all: more than a cell may have, so that what is cut is
   * over the limit even if its ends are blank.
   */
  static final int KEPT_CELL = 2 * CELL_CHARACTERS;

  /** Cells of a row that are kept at all: enough to tell how far a row runs past its header. */
  static final int KEPT_CELLS = 4 * COLUMNS;

  private ReaderLimits() {}
}
