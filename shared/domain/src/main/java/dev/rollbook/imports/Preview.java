package dev.rollbook.imports;

import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.Target;
import java.util.List;
import java.util.Map;

/**
 * What reading found, for a look at it before the import is started (SPEC R12). No password is in
 * it.
 *
 * @param reading how the file was read
 * @param columns every column, in the order of the file
 * @param rows the first ones
 * @param rowCount rows that are not blank, within the limit
 * @param findingCounts how often each code was found in the whole file
 * @param findings the first ones
 */
public record Preview(
    Reading reading,
    List<Column> columns,
    List<Row> rows,
    long rowCount,
    Map<FindingCode, Long> findingCounts,
    List<RowFinding> findings) {

  /** Copies the collections. */
  public Preview {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    findingCounts = Map.copyOf(findingCounts);
    findings = List.copyOf(findings);
  }

  /**
   * A column.
   *
   * @param column its heading, or its 1-based number where it has none
   * @param target what it feeds unless it is mapped otherwise
   * @param samples some of its first values; none of a password column
   * @param skipped whether the mapping leaves it out; a column that feeds nothing though nobody
   *     said so tells rows of one user apart (SPEC R13)
   */
  public record Column(String column, Target target, List<String> samples, boolean skipped) {
    /** Copies the samples. */
    public Column {
      samples = List.copyOf(samples);
    }
  }

  /**
   * A row.
   *
   * @param row the spreadsheet's row number
   * @param username the user it names, empty if it cannot be read
   * @param exists whether the tenant has that user
   * @param values by target, without the password; empty for a row that is not going to be applied
   */
  public record Row(int row, String username, boolean exists, Map<String, String> values) {
    /** Copies the values. */
    public Row {
      values = Map.copyOf(values);
    }
  }

  /**
   * Something found about a row.
   *
   * @param row the spreadsheet's row number
   * @param username the user it names, empty if it cannot be read
   * @param code what was found
   * @param field the target it is about, or empty for the whole row
   * @param message for people, in the tenant's language
   */
  public record RowFinding(
      int row, String username, FindingCode code, String field, String message) {}
}
