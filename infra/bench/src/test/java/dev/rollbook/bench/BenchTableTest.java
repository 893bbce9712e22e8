package dev.rollbook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What {@code bench} prints. */
class BenchTableTest {

  @Test
  void shouldPrintMarkdownWithColumnsOfOneWidth() {
    BenchTable table = new BenchTable();
    table.add("create", BenchFigure.times("100 users created", 3, 2, 1.6));
    table.add("same", BenchFigure.times("the same again", 3, 2, 1.4));
    table.add("leave", BenchFigure.noted("a note", "0.5 s", "", ""));
    StringWriter out = new StringWriter();

    table.print(new PrintWriter(out));

    String[] lines = out.toString().split("\\R");
    assertThat(lines).hasSize(5);
    assertThat(lines).extracting(String::length).containsOnly(lines[0].length());
    assertThat(lines[0]).startsWith("| part ");
    assertThat(lines[1]).matches("[| -]+");
    assertThat(lines[2]).contains("1.50 times", "at most 1.60 times", "yes");
    assertThat(lines[3]).contains("1.50 times", "at most 1.40 times", "NO");
    assertThat(lines[4]).doesNotContain("yes", "NO");
  }
}
