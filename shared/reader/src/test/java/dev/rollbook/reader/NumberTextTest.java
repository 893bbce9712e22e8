package dev.rollbook.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as a person sees them (SPEC R5). */
class NumberTextTest {

  @ParameterizedTest(name = "{1} as {0} reads {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "General|4711|4711",
        "General|4711.0|4711",
        "General|-3.50|-3.5",
        "General|0.30000000000000004|0.3",
        "General|4710000000000|4710000000000",
        "General|1.0E20|100000000000000000000",
        "General|123456789012345678|123456789012346000",
        "General|1.0E-7|0.0000001",
        "@|7|7",
        "0|4.5|5",
        "00000|815|00815",
        "00000|-815|-00815",
        "0.00|1.005|1.01",
        "0.00|12.5|12.50",
        "0.##|12|12",
        "0.##|12.5|12.5",
        "#|0|``",
        "#,##0|1234567|1234567",
        "#,##0.00|1234.5|1234.50",
        "#,##0.00 [$€-407]|12.5|12.50 €",
        "0%|0.8|80%",
        "0.0%|0.1234|12.3%",
        "0,|12345|12",
        "0.00;(0.00)|-5|(5.00)",
        "0;-0;\"none\"|0|none",
        "\"P-\"0000|12|P-0012",
        "(000) 000-0000|5551234567|(555) 123-4567",
        "0000-000|1234567|1234-567",
        "[<=9999999]###-####;(###) ###-####|5551234|555-1234",
        "[<=9999999]###-####;(###) ###-####|5551234567|(555) 123-4567",
        "[Red]0.0|2.25|2.3",
        "0.00E+00|4710000000000|4.71E+12",
        "0.00E+00|0.00012|1.20E-04",
        "# ?/?|0.5|0.5",
        ";;;|7|7",
        "\"ID \"General|7|ID 7",
        "dd.mm.yyyy|45351|2024-02-29",
        "dd.mm.yyyy;@|45351|2024-02-29",
        "[$-407]d. mmmm yyyy|45351|2024-02-29",
        "m/d/yy h:mm|45351.5|2024-02-29T12:00",
        "yyyy-mm-dd hh:mm:ss|45351.999988426|2024-02-29T23:59:59",
        "h:mm|0.354166666666667|08:30",
        "h:mm:ss AM/PM|0.75|18:00:00",
        "mm:ss|0.01|00:14:24",
        "[h]:mm|1.25|30:00",
        "mmm-yy|45351|2024-02-29",
        "mmmm|45351|2024-02-29",
        "dd.mm.yyyy|1|1900-01-01",
        "dd.mm.yyyy|59|1900-02-28",
        "dd.mm.yyyy|60|1900-02-29",
        "dd.mm.yyyy|61|1900-03-01",
        "dd.mm.yyyy|-1|-1",
        "dd.mm.yyyy|2958465|9999-12-31",
        "dd.mm.yyyy|2958466|2958466"
      })
  void shouldShowANumberAsAPersonSeesIt(String format, double number, String text) {
    assertThat(new NumberText(format, SerialDate.SINCE_1900).of(number)).isEqualTo(text);
  }
}
