package dev.rollbook.roster;

import java.util.List;
import java.util.stream.Stream;

/** The roster as a whole cannot be imported, and nothing has been written (SPEC R8, R9, R11). */
public final class RosterException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Characters of an argument: an import's item, which holds the sentence, has 400 KB. */
  private static final int SHOWN_CHARACTERS = 1_000;

  private final Code code;
  private final List<String> arguments;
  private final List<ReadingNote> notes;

  /**
   * Says what is wrong with the file.
   *
   * @param code the stable code
   * @param arguments the facts of the sentence, in the order its pattern numbers them; cut to what
   *     can be shown
   */
  public RosterException(Code code, String... arguments) {
    this(
        code,
        Stream.of(arguments).map(text -> ShownText.of(text, SHOWN_CHARACTERS)).toList(),
        List.of());
  }

  private RosterException(Code code, List<String> arguments, List<ReadingNote> notes) {
    super(code + " " + arguments);
    this.code = code;
    this.arguments = arguments;
    this.notes = List.copyOf(notes);
  }

  /** The same failure with what reading left out, where that may be what was meant. */
  public RosterException with(List<ReadingNote> leftOut) {
    RosterException noted = new RosterException(code, arguments, leftOut);
    noted.setStackTrace(getStackTrace());
    return noted;
  }

  /** What reading left out and may have been meant. */
  public List<ReadingNote> notes() {
    return notes;
  }

  /** The stable code, {@code failure.code} in the summary. */
  public Code code() {
    return code;
  }

  /** The facts of the sentence, in the order its pattern numbers them. */
  public List<String> arguments() {
    return arguments;
  }

  /** Why a whole file fails. The names are part of the summary's format. */
  public enum Code {
    /** Not a byte in it, or nothing but blank rows, in no sheet of it. No arguments. */
    FILE_EMPTY,
    /** Removed from the store before it was read. No arguments. */
    FILE_GONE,
    /** Larger than the limit. {0} is the limit and {1} the size, in bytes. */
    FILE_TOO_LARGE,
    /** A header and no row behind it. No arguments. */
    HEADER_ONLY,
    /**
     * The header row has a stray or unclosed quote. {0} is its row number, {1} the 1-based column
     * of the quote.
     */
    HEADER_MALFORMED,
    /**
     * No column gives the username (with {@code matchBy: email}: the e-mail address). {0} is the
     * target missed ({@code username} or {@code email}), {1} the headings seen, {2} the delimiter
     * used (empty for workbooks), {3} the delimiter that would find it (empty if none would).
     */
    NO_USERNAME_COLUMN,
    /**
     * Two columns feed one target that only one may feed, or one column two. {0} is the target, {1}
     * the second column as the mapping names it.
     */
    TARGET_TWICE,
    /**
     * The mapping names a column that the file does not have, or a property that the tenant does
     * not have. {0} is {@code column} or {@code property}, {1} its name.
     */
    MAPPING_INVALID,
    /** More columns than the limit. {0} is the limit, {1} how many there are. */
    TOO_MANY_COLUMNS,
    /**
     * More groups than an import may name (SPEC G7). {0} is the limit, {1} the heading of the
     * column that names them.
     */
    TOO_MANY_GROUPS,
    /** More rows than a worksheet can have. {0} is the limit, {1} the row number met. */
    TOO_MANY_ROWS,
    /**
     * Neither CSV nor XLSX nor XLS. {0} is what it seems to be: {@code pdf}, {@code html}, {@code
     * ods}, {@code binary} and so on.
     */
    FORMAT_UNKNOWN,
    /** Not of the format that the import says it is. {0} is that one, {1} what it seems to be. */
    FORMAT_MISMATCH,
    /** A workbook that is damaged. {0} is the part of the file, {1} what is wrong with it. */
    WORKBOOK_UNREADABLE,
    /** A workbook that needs a password. No arguments. */
    WORKBOOK_ENCRYPTED,
    /**
     * A workbook without the sheet that the import names. {0} is that name, {1} the names there
     * are.
     */
    SHEET_MISSING,
    /**
     * A workbook whose parts unpack to far more than a roster needs (SPEC section 10). {0} is the
     * part, {1} the limit and {2} the value, in bytes.
     */
    FILE_SUSPICIOUS
  }
}
