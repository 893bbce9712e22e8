package dev.rollbook.reader;

import dev.rollbook.roster.Finding;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * A row that is not blank, judged by itself: what the other rows say of its user is not in it.
 *
 * @param number the spreadsheet's own row number
 * @param naming whether it can be read whom it names
 * @param username the user it names, or its text where an address cannot be read; else empty
 * @param cells the cleaned cells by column
 * @param findings what was found
 * @param shifted what else its username may be, if its cells have shifted (SPEC R4) or it holds
 *     characters that nobody sees (SPEC R5)
 * @param width how many of the header's columns it has; it ends before the others (SPEC R4)
 * @param content stands for what it says; rows that say the same have the same
 */
@RecordBuilder
record JudgedRow(
    int number,
    Naming naming,
    String username,
    List<String> cells,
    List<Finding> findings,
    List<String> shifted,
    int width,
    long content) {

  /** Whether it can be read whom a row names. */
  enum Naming {
    /** It names a user. */
    NAMED,
    /** It names none, or none that can exist. */
    NAMELESS,
    /** It may name one, but nobody can tell which (SPEC D5). */
    UNREADABLE
  }

  boolean failed() {
    for (Finding finding : findings) {
      if (finding.isFailure()) {
        return true;
      }
    }
    return false;
  }
}
