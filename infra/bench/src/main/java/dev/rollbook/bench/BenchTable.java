package dev.rollbook.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints figures as a table that is Markdown, too. */
final class BenchTable {

  private static final List<String> HEADER =
      List.of("part", "what", "ours", "peer", "ratio", "target", "reached");

  private final List<List<String>> lines = new ArrayList<>();

  BenchTable() {
    lines.add(HEADER);
  }

  void add(String part, BenchFigure figure) {
    lines.add(
        List.of(
            part,
            figure.what(),
            figure.ours(),
            figure.peer(),
            figure.ratio(),
            figure.target(),
            figure.verdict().text()));
  }

  void print(PrintWriter out) {
    List<Integer> widths =
        IntStream.range(0, HEADER.size())
            .mapToObj(column -> lines.stream().mapToInt(line -> line.get(column).length()).max())
            .map(widest -> Math.max(3, widest.orElse(0)))
            .toList();
    for (int i = 0; i < lines.size(); i++) {
      out.println(line(lines.get(i), widths));
      if (i == 0) {
        out.println(line(widths.stream().map("-"::repeat).toList(), widths));
      }
    }
    out.flush();
  }

  private static String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            column ->
                cells.get(column)
                    + String.join(
                        "",
                        Collections.nCopies(widths.get(column) - cells.get(column).length(), " ")))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
