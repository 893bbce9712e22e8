package dev.rollbook.roster;

import java.io.IOException;
import java.util.List;

/**
 * Takes the rows of a roster as they were uploaded, in the order of the file, while it is read
 * (SPEC A12). What may be a password is not among them (SPEC A8).
 */
public interface RowSink {

  /** Takes nothing. */
  RowSink NONE =
      new RowSink() {
        @Override
        public void begin(List<UploadedColumn> columns) {
          // Nobody asks for the rows.
        }

        @Override
        public void row(int number, List<String> cells) {
          // Nobody asks for the rows.
        }
      };

  /** Takes the columns, before the first row. */
  void begin(List<UploadedColumn> columns) throws IOException;

  /**
   * Takes a row.
   *
   * @param number the spreadsheet's own row number, larger than that of the row before
   * @param cells as they stand in the file: those of the columns, then those beyond the last
   *     column; cells at the end may be missing
   */
  void row(int number, List<String> cells) throws IOException;

  /**
   * A column of the file.
   *
   * @param number from 1
   * @param heading as it stands in the file, empty if there is none
   * @param target what it feeds
   */
  record UploadedColumn(int number, String heading, Target target) {}
}
