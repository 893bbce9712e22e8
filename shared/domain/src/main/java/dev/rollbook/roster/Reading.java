package dev.rollbook.roster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * How a roster was read, as the summary and the preview show it (SPEC section 8, {@code reading}).
 *
 * @param format {@code csv}, {@code xlsx} or {@code xls}
 * @param charset the charset's IANA name for CSV, empty for workbooks
 * @param delimiter the delimiter for CSV ({@code ;}, {@code ,}, tab or {@code |}), empty for
 *     workbooks
 * @param header whether there is a header
 * @param headerRow the row number of the header (SPEC R15), 0 if there is none
 * @param sheet the sheet's name for workbooks, empty for CSV
 * @param notes what had to be guessed or was left out, in the tenant's language
 * @param resendOf the import whose failed rows the file brings again, empty if it is no such file
 * @param columns every column that feeds a target, in the order of the file
 * @param ignoredColumns headers (or 1-based numbers) of the columns that feed nothing
 */
@RecordBuilder
public record Reading(
    String format,
    String charset,
    String delimiter,
    boolean header,
    int headerRow,
    String sheet,
    List<String> notes,
    String resendOf,
    List<Column> columns,
    List<String> ignoredColumns) {

  /** Nothing has been read. */
  public static final Reading NONE =
      ReadingBuilder.builder()
          .format("")
          .charset("")
          .delimiter("")
          .sheet("")
          .columns(List.of())
          .ignoredColumns(List.of())
          .build();

  /** Copies the lists; what is absent in stored JSON is empty. */
  public Reading {
    notes = notes == null ? List.of() : List.copyOf(notes);
    resendOf = resendOf == null ? "" : resendOf;
    columns = List.copyOf(columns);
    ignoredColumns = List.copyOf(ignoredColumns);
  }

  /** The same, changed in some parts. */
  public ReadingBuilder with() {
    return ReadingBuilder.from(this);
  }

  /** The same with notes. */
  public Reading with(List<String> told) {
    return with().notes(told).build();
  }

  /**
   * The same of a file that brings the failed rows of an import again; of none if that is empty.
   */
  public Reading resending(String importId) {
    return with().resendOf(importId).build();
  }

  /** Whether the file brings the failed rows of an import again (SPEC A12). */
  @JsonIgnore
  public boolean isResend() {
    return !resendOf.isEmpty();
  }

  /**
   * A column and what it feeds.
   *
   * @param column its header, or its 1-based number where it has none
   * @param target what it feeds
   */
  public record Column(String column, Target target) {

    /**
     * Characters of a header that are shown; a longer one is cut. An import's item holds up to 300
     * of them twice, as mapped and as read: 600 of 100 characters of 3 bytes are 180 KB of its 400.
     */
    public static final int SHOWN_CHARACTERS = 100;

    /** A header as it is shown. */
    public static String shown(String header) {
      return ShownText.of(header, SHOWN_CHARACTERS);
    }
  }
}
