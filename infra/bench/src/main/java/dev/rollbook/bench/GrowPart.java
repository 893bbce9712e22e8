package dev.rollbook.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A tenth, all and ten times the rows, each in a cloud of its own: the time of a row and the most
 * memory of each function.
 */
final class GrowPart implements BenchPart {

  /** How many times as much a larger roster may take. */
  private static final double FLAT = 1.2;

  @Override
  public String name() {
    return "grow";
  }

  @Override
  public String subject() {
    return "a tenth, all and ten times the rows";
  }

  @Override
  public String peer() {
    return "each other";
  }

  @Override
  public String target() {
    return "no row takes 20 % longer than one of a smaller roster, peak memory of each function flat";
  }

  @Override
  public BenchResult run(BenchSession session) throws IOException, InterruptedException {
    List<BenchFigure> figures = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Map<Integer, Map<String, Integer>> peaks = new TreeMap<>();
    double least = Double.MAX_VALUE; // of the sizes so far
    double growth = 0;
    for (int rows :
        List.of(Math.max(1, session.rows() / 10), session.rows(), session.rows() * 10)) {
      Path file = session.csv(BenchRoster.of(rows));
      try (BenchCloud cloud = BenchCloud.start(session, UnaryOperator.identity())) {
        session.say("creating " + rows + " users");
        ImportRun run = cloud.tenant().importing("all new", file, true);
        double micros = run.seconds() / rows * 1e6;
        least = Math.min(least, micros);
        growth = Math.max(growth, micros / least);
        peaks.put(rows, cloud.cloud().host().peaks());
        figures.add(
            BenchFigure.noted(
                BenchFigure.text("a row of %d", rows),
                BenchFigure.text("%.0f µs", micros),
                BenchFigure.text("%.0f µs of processors", run.use().own() / rows * 1e6),
                ""));
        notes.add(run.note("grow"));
      }
    }
    figures.add(
        BenchFigure.atMost(
            "a row, to one of a smaller roster",
            BenchFigure.text("%.2f times", growth),
            "",
            growth,
            FLAT));
    figures.addAll(memory(peaks));
    return new BenchResult(figures, notes);
  }

  /** For each function that ran, its peaks in the order of the sizes. */
  private static List<BenchFigure> memory(Map<Integer, Map<String, Integer>> peaks) {
    Map<String, List<Integer>> bySize = new LinkedHashMap<>();
    peaks
        .values()
        .forEach(
            of ->
                of.forEach(
                    (function, mb) ->
                        bySize.computeIfAbsent(function, name -> new ArrayList<>()).add(mb)));
    return bySize.entrySet().stream()
        .filter(entry -> entry.getValue().stream().allMatch(mb -> mb > 0))
        .map(
            entry -> {
              List<Integer> mb = entry.getValue();
              return BenchFigure.atMost(
                  "peak of " + entry.getKey(),
                  String.join(" → ", mb.stream().map(Object::toString).toList()) + " MiB",
                  "",
                  (double) mb.get(mb.size() - 1) / mb.get(0),
                  FLAT);
            })
        .toList();
  }
}
