package dev.rollbook.api;

import java.util.List;

/**
 * A column of the sample roster.
 *
 * @param heading in its first row
 * @param values of the rows below it
 * @param options of which a value must be one, empty if it may be anything
 */
record SampleColumn(String heading, List<String> values, List<String> options) {

  SampleColumn {
    values = List.copyOf(values);
    options = List.copyOf(options);
  }
}
