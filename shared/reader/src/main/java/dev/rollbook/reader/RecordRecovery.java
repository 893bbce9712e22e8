package dev.rollbook.reader;

import static dev.rollbook.reader.CharWindow.END;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.rollbook.reader.TableRow.QuoteDamage;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Stands before the CSV parser and lets well-formed records through only, each ended by one LF, so
 * that the parser never fails; what a quote has spoilt goes past it (SPEC R3), and in its place the
 * parser meets an empty record, so that no more is read ahead than the parser takes. {@link #take}
 * tells, in the order of the file, which comes next.
 *
 * <p>A record fails at a quote within an unquoted cell, at text behind a closing quote, or where a
 * quoted cell stays open: to the file's end, or, once it spans lines, for more characters than a
 * cell may have or more cells than a header. It fails as well where a further line of a quoted cell
 * has by itself as many delimiters as the header: two stray quotes, some rows apart, would else
 * swallow the people between them. Then its first line is the damaged row, and reading goes on at
 * the second. The lines that follow a quote left open are doubtful until one of them reads as a
 * row: one that does not, for it holds no delimiter, is taken for the rest of the damaged row and
 * never makes a user.
 *
 * <p>No character is read more than four times, whatever the file holds: once to see whether its
 * line has a quote at all, and then three times at most, since a look ahead goes from a line with
 * an odd number of quotes to the next such line at most, and those between look no further than
 * their own end when they are read again.
 */
final class RecordRecovery extends Reader {

  /** What comes next: a record from the parser, or a damaged row. */
  sealed interface Slot {

    /**
     * The parser's next record.
     *
     * @param number the row's number
     * @param width how many cells it has, those not kept included
     * @param cut the columns of cells not kept whole
     */
    record Parsed(int number, int width, Set<Integer> cut) implements Slot {}

    /**
     * A row for which the parser sees an empty record.
     *
     * @param row the row
     */
    record Spoilt(TableRow.Damaged row) implements Slot {}
  }

  private enum State {
    CELL_START,
    PLAIN,
    QUOTED,
    QUOTE_SEEN
  }

  private static final char QUOTE = '"';

  /** What programs put in front of a text, and so into it where files are joined. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final CharWindow window;
  private final char delimiter;
  private final CookedText cooked = new CookedText();
  private final Queue<Slot> slots = new ArrayDeque<>();

  private int number;
  private int headerWidth;
  private Optional<TableRow.Damaged> held = Optional.empty();
  private boolean released;
  private boolean brokenOff;
  private long doubtfulUntil;

  // Of the record being read.
  private State state = State.CELL_START;
  private boolean firstLine;
  private int width;
  private int cellLength;
  private int lineDelimiters;
  private int wholeCells;
  private int wholeCellsEnd;
  private Set<Integer> cut = Set.of();

  /**
   * Reads a text.
   *
   * @param rowsBefore how many rows lie before it
   * @param headerWidth how many cells the header has; 0 if it is the first row
   */
  RecordRecovery(Reader reader, char delimiter, int rowsBefore, int headerWidth) {
    window = new CharWindow(reader);
    this.delimiter = delimiter;
    this.number = rowsBefore;
    this.headerWidth = headerWidth;
  }

  /** Which comes next; empty if the parser has to be asked first, or at the end. */
  Optional<Slot> take() {
    return Optional.ofNullable(slots.poll());
  }

  /** The number of the last row read, blank ones counted. */
  int lastNumber() {
    return number;
  }

  /** Whether the last row read has no line end: it was the file's last. */
  boolean isBrokenOff() {
    return brokenOff;
  }

  /** How often a character was read, for proof that it is linear. */
  long steps() {
    return window.steps();
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    released = false;
    while (cooked.available() < length && !released && readRecord()) {
      // Each call adds one record. A damaged row may be long, and waits to be taken: one at a time.
    }
    return cooked.available() == 0 ? -1 : cooked.moveTo(target, offset, length);
  }

  /** Reads one record; false at the end of the file. */
  private boolean readRecord() throws IOException {
    while (window.peek() == BYTE_ORDER_MARK) {
      window.read();
    }
    begin();
    if (window.peek() == END) {
      release();
      return false;
    }
    if (readPlain()) {
      return true;
    }
    while (true) {
      int read = window.read();
      if (read == END || ((read == '\n' || read == '\r') && state != State.QUOTED)) {
        brokenOff = read == END;
        if (state == State.QUOTED) {
          fail(QuoteDamage.UNCLOSED_QUOTE, "");
          return true;
        }
        skipLineFeedAfter(read);
        if (isRowInQuotes()) {
          StringBuilder row = new StringBuilder(firstLineFromDamage());
          spoil(List.of(), QuoteDamage.STRAY_QUOTE, withoutFirstQuote(row), false);
        } else {
          end();
        }
        return true;
      }
      Optional<QuoteDamage> damage = step((char) read);
      if (damage.isPresent()) {
        fail(damage.orElseThrow(), pending((char) read));
        return true;
      }
    }
  }

  /** Reads a record without quotes at once, as most are; false if it is another. */
  private boolean readPlain() throws IOException {
    int length = window.restOfLine(QUOTE);
    int cells = length < 0 ? -1 : window.cells(length, delimiter, ReaderLimits.KEPT_CELL);
    if (cells < 0 || cells > ReaderLimits.KEPT_CELLS) {
      return false;
    }
    window.move(length, cooked);
    width = cells - 1; // the last is counted where the record ends
    brokenOff = false;
    skipLineFeedAfter(window.read());
    end();
    return true;
  }

  private void begin() {
    cooked.begin();
    state = State.CELL_START;
    firstLine = true;
    width = 0;
    cellLength = 0;
    lineDelimiters = 0;
    wholeCells = 0;
    wholeCellsEnd = 0;
    cut = Set.of();
  }

  private Optional<QuoteDamage> step(char c) throws IOException {
    switch (state) {
      case CELL_START -> {
        if (c == QUOTE) {
          state = State.QUOTED;
          keepMark(c);
        } else if (c == delimiter) {
          endCell();
        } else {
          state = State.PLAIN;
          keep(c);
        }
      }
      case PLAIN -> {
        if (c == QUOTE) {
          return Optional.of(QuoteDamage.STRAY_QUOTE);
        } else if (c == delimiter) {
          endCell();
        } else {
          keep(c);
        }
      }
      case QUOTED -> {
        if (c == QUOTE) {
          state = State.QUOTE_SEEN;
        } else {
          keep(c);
          if (c == '\n' || c == '\r') {
            endLineInCell(c);
          } else if (c == delimiter) {
            lineDelimiters++;
            if (!firstLine && isRowByItself()) {
              return Optional.of(QuoteDamage.STRAY_QUOTE);
            }
          }
        }
      }
      case QUOTE_SEEN -> {
        if (c == QUOTE) {
          state = State.QUOTED;
          keepEscapedQuote();
        } else if (c == delimiter) {
          keepMark(QUOTE);
          endCell();
        } else {
          return Optional.of(QuoteDamage.STRAY_QUOTE);
        }
      }
    }
    boolean endless = cellLength > ReaderLimits.CELL_CHARACTERS || width > ReaderLimits.COLUMNS;
    return !firstLine && endless ? Optional.of(QuoteDamage.UNCLOSED_QUOTE) : Optional.empty();
  }

  /** Whether the line within a quoted cell has as many delimiters as the header by now. */
  private boolean isRowByItself() {
    return headerWidth > 1 && lineDelimiters >= headerWidth - 1;
  }

  /** Whether the record is one quoted cell that holds a row, as a file saved twice has it. */
  private boolean isRowInQuotes() {
    return state == State.QUOTE_SEEN && width == 0 && firstLine && isRowByItself();
  }

  private void endLineInCell(char c) throws IOException {
    lineDelimiters = 0;
    if (c == '\r' && window.peek() == '\n') {
      keep((char) window.read());
    }
    if (firstLine) {
      firstLine = false;
      window.mark();
    }
  }

  private void keep(char c) {
    cellLength++;
    if (cellLength <= ReaderLimits.KEPT_CELL) {
      keepMark(c);
    } else if (cellLength == ReaderLimits.KEPT_CELL + 1) {
      cut = new HashSet<>(cut);
      cut.add(width);
    }
  }

  private void keepEscapedQuote() {
    keep(QUOTE);
    if (cellLength <= ReaderLimits.KEPT_CELL) {
      keepMark(QUOTE);
    }
  }

  /** Keeps what is no content: a quote around a cell, a delimiter. */
  private void keepMark(char c) {
    if (width < ReaderLimits.KEPT_CELLS) {
      cooked.append(c);
    }
  }

  private void endCell() {
    if (firstLine && width < ReaderLimits.KEPT_CELLS) {
      wholeCells = width + 1;
      wholeCellsEnd = cooked.length();
    }
    width++;
    keepMark(delimiter);
    cellLength = 0;
    state = State.CELL_START;
  }

  private void end() {
    window.unmark();
    if (state == State.QUOTE_SEEN) {
      keepMark(QUOTE);
    }
    width++;
    if (cooked.length() == 0 && width == 1) {
      number++;
      return;
    }
    if (headerWidth == 0) {
      headerWidth = width;
    }
    if (isDoubtful() && width == 1 && headerWidth > 1) {
      cooked.drop();
      absorb();
      return;
    }
    release();
    number++;
    cooked.append('\n');
    slots.add(new Slot.Parsed(number, width, cut));
  }

  /** What of the record was read and not kept, a quote having spoilt it. */
  private String pending(char read) {
    return switch (state) {
      case PLAIN -> Character.toString(read);
      case QUOTE_SEEN -> "" + QUOTE + read;
      case CELL_START, QUOTED -> "";
    };
  }

  private void fail(QuoteDamage damage, String pending) throws IOException {
    List<String> readable = wholeCells == 0 ? List.of() : parse(cooked.first(wholeCellsEnd));
    StringBuilder rest = new StringBuilder(firstLineFromDamage());
    if (firstLine) {
      rest.append(pending);
    }
    boolean open = goToSecondLine(rest);
    spoil(readable, damage, rest, open);
  }

  /**
   * Ends a failed record, behind its first line.
   *
   * @param rest what of that line comes behind the readable cells
   */
  private void spoil(List<String> readable, QuoteDamage damage, CharSequence rest, boolean open) {
    window.unmark();
    cooked.drop();
    if (isDoubtful() && readable.isEmpty() && headerWidth > 1) {
      absorb();
      return;
    }
    release();
    number++;
    held =
        Optional.of(new TableRow.Damaged(number, readable, damage, false, cells(rest.toString())));
    doubtfulUntil = open ? window.offset() + ReaderLimits.CELL_CHARACTERS : 0;
  }

  private static CharSequence withoutFirstQuote(StringBuilder row) {
    return row.indexOf("\"") == 0 ? row.deleteCharAt(0) : row;
  }

  /** What is kept of the record's first line behind the cells that lie before the damage. */
  private String firstLineFromDamage() {
    String kept = cooked.first(cooked.length());
    int begin = wholeCells == 0 ? 0 : Math.min(kept.length(), wholeCellsEnd + 1);
    int end = begin;
    while (end < kept.length() && kept.charAt(end) != '\n' && kept.charAt(end) != '\r') {
      end++;
    }
    return kept.substring(begin, end);
  }

  /** Cuts the rest of a damaged line at its delimiters; quotes stay, but around a sound cell. */
  private List<String> cells(String rest) {
    List<String> cells = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i <= rest.length() && cells.size() < ReaderLimits.KEPT_CELLS; i++) {
      if (i == rest.length() || rest.charAt(i) == delimiter) {
        String cell = rest.substring(begin, i);
        cells.add(
            cell.length() > 1 && cell.indexOf(QUOTE) == 0 && cell.indexOf(QUOTE, 1) == i - begin - 1
                ? cell.substring(1, cell.length() - 1)
                : cell);
        begin = i + 1;
      }
    }
    return cells;
  }

  /**
   * Goes behind the failed record's first line; whether a quote may be open there.
   *
   * @param rest takes what it passes, as far as a row may be long
   */
  private boolean goToSecondLine(StringBuilder rest) throws IOException {
    if (!firstLine) {
      window.reset();
      return true;
    }
    boolean quoted = state == State.QUOTE_SEEN || state == State.QUOTED;
    boolean cellStart = false;
    while (true) {
      int read = window.read();
      if (read == END || read == '\n' || read == '\r') {
        brokenOff = read == END;
        skipLineFeedAfter(read);
        return quoted;
      }
      if (rest.length() < ReaderLimits.ROW_BYTES) {
        rest.append((char) read);
      }
      if (quoted && read == QUOTE) {
        int next = window.peek();
        quoted = !(next == delimiter || next == '\n' || next == '\r' || next == END);
      } else if (!quoted) {
        quoted = cellStart && read == QUOTE;
        cellStart = read == delimiter;
      }
    }
  }

  private boolean isDoubtful() {
    return held.isPresent() && window.offset() <= doubtfulUntil;
  }

  private void absorb() {
    held = held.map(TableRow.Damaged::absorbing);
  }

  private void release() {
    if (held.isPresent()) {
      slots.add(new Slot.Spoilt(held.orElseThrow()));
      cooked.insertBefore('\n');
      held = Optional.empty();
      released = true;
    }
  }

  private List<String> parse(String wellFormed) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .skipEmptyLines(false)
        .ofSingleCsvRecord(wellFormed + "\n")
        .getFields();
  }

  private void skipLineFeedAfter(int read) throws IOException {
    if (read == '\r' && window.peek() == '\n') {
      window.read();
    }
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
