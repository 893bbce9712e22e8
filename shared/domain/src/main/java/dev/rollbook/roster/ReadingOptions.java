package dev.rollbook.roster;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The options of an import that reading needs, checked and with defaults applied (SPEC section 2).
 *
 * @param format {@code csv}, {@code xlsx} or {@code xls}; empty tells it from the content
 * @param charset a charset's IANA name; empty finds it out
 * @param delimiter the CSV delimiter; empty finds it out
 * @param header whether the first row is a header
 * @param sheet a workbook's sheet by name; empty takes the first with data
 * @param mapping columns by header or 1-based number and their targets; wins over names
 * @param matchByEmail whether the lower-cased e-mail address is the username
 * @param rowLimit how many rows are processed; the others are counted as beyond the limit
 * @param properties names of the tenant's properties, which headers may match
 */
@RecordBuilder
public record ReadingOptions(
    Optional<String> format,
    Optional<String> charset,
    Optional<String> delimiter,
    boolean header,
    Optional<String> sheet,
    List<Reading.Column> mapping,
    boolean matchByEmail,
    int rowLimit,
    List<String> properties) {

  /** Bytes a roster's file may have (SPEC section 10). */
  public static final long FILE_BYTES = 512L << 20;

  /** Copies the lists. */
  public ReadingOptions {
    mapping = List.copyOf(mapping);
    properties = List.copyOf(properties);
  }

  /** Everything found out by itself, for a tenant without properties. */
  public static ReadingOptions defaults() {
    return ReadingOptionsBuilder.builder()
        .header(true)
        .mapping(List.of())
        .rowLimit(1_000_000)
        .properties(List.of())
        .build();
  }

  /** The same options, changed in some. */
  public ReadingOptionsBuilder with() {
    return ReadingOptionsBuilder.from(this);
  }
}
