package dev.rollbook.roster;

import java.util.List;

/**
 * Something that reading guessed or left out, for the tenant to look at (SPEC R15, R16). Like a
 * {@link Finding} it carries facts only; the sentence is made in the tenant's language.
 *
 * @param code what it is about
 * @param arguments the facts of the sentence in the order its pattern numbers them
 */
public record ReadingNote(Code code, List<String> arguments) {

  /** Copies the arguments. */
  public ReadingNote {
    arguments = List.copyOf(arguments);
  }

  /** A note. */
  public static ReadingNote of(Code code, String... arguments) {
    return new ReadingNote(code, List.of(arguments));
  }

  /** What a note is about. */
  public enum Code {
    /** The charset was guessed, since the text is not UTF-8. {0} is its name. */
    CHARSET_GUESSED,
    /**
     * Lines of the text are in another charset than most, and their rows fail (SPEC R2). {0} is the
     * charset's name, {1} how many lines.
     */
    CHARSET_MIXED,
    /** Another delimiter would fit as well. {0} is the one that was taken. */
    DELIMITER_GUESSED,
    /** The first row is an address, so the list has no header. {0} is its number. */
    HEADER_NONE,
    /** The header is not the first row; what is above it was left out. {0} is its row. */
    HEADER_BELOW,
    /** Rows that repeat the header were left out. {0} is how many. */
    HEADER_REPEATED,
    /** The last rows are a total or the like and were left out. {0} are their numbers. */
    TOTAL_LEFT_OUT,
    /** The sheet that was read is hidden. {0} is its name. */
    SHEET_HIDDEN,
    /** Hidden sheets with data were not read. {0} are their names. */
    HIDDEN_SHEETS,
    /** Other sheets with data were not read. {0} are their names. */
    OTHER_SHEETS,
    /** Hidden rows were read like the others. {0} is how many. */
    HIDDEN_ROWS,
    /** Hidden columns were read like the others. {0} are their letters. */
    HIDDEN_COLUMNS,
    /** Cells with several addresses were split into a row for each. {0} is how many cells. */
    CELLS_SPLIT,
    /** The file brings the failed rows of an import again (SPEC A12). {0} is the import's id. */
    RESENT
  }
}
