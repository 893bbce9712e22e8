package dev.rollbook.roster;

import java.util.List;

/** The roster as a whole cannot be imported, and nothing has been written (SPEC R8, R9, R11). */
public final class RosterException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Code code;
  private final List<String> arguments;

  /**
   * Says what is wrong with the file.
   *
   * @param code the stable code
   * @param arguments the facts of the sentence, in the order its pattern numbers them
   */
  public RosterException(Code code, String... arguments) {
    super(code + " " + List.of(arguments));
    this.code = code;
    this.arguments = List.of(arguments);
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
    /** Not a byte in it, or nothing but blank rows. */
    FILE_EMPTY,
    /** Removed from the store before it was read. */
    FILE_GONE,
    /** Larger than the limit. */
    FILE_TOO_LARGE,
    /** A header and no row behind it. */
    HEADER_ONLY,
    /** The header row has a stray or unclosed quote, or a column name that cannot be. */
    HEADER_MALFORMED,
    /** No column gives the username (with {@code matchBy: email}: the e-mail address). */
    NO_USERNAME_COLUMN,
    /** Two columns feed one target that only one may feed. */
    TARGET_TWICE,
    /**
     * The mapping names a column that the file does not have, or a property that the tenant does
     * not have.
     */
    MAPPING_INVALID,
    /** More columns than the limit. */
    TOO_MANY_COLUMNS,
    /** More rows than a worksheet can have. */
    TOO_MANY_ROWS,
    /** Neither CSV nor XLSX nor XLS; the message names what it seems to be. */
    FORMAT_UNKNOWN,
    /** Not of the format that the import says it is. */
    FORMAT_MISMATCH,
    /** A workbook that is damaged. */
    WORKBOOK_UNREADABLE,
    /** A workbook that needs a password. */
    WORKBOOK_ENCRYPTED,
    /** A workbook without the sheet that the import names, or without any with data. */
    SHEET_MISSING,
    /** A workbook whose parts unpack to far more than a roster needs. */
    FILE_SUSPICIOUS
  }
}
