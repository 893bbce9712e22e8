package dev.rollbook.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All parts, and the one table that they end with. */
public final class BenchSuite {

  /** Names all parts. */
  public static final String ALL = "all";

  private BenchSuite() {}

  /** The parts in the order they run. */
  public static List<BenchPart> parts() {
    return Stream.of(
            MethodParts.all(),
            SeriesParts.all(),
            List.of(new GrowPart(), new LoadPart(), new StartPart(), new CostPart()))
        .flatMap(List::stream)
        .toList();
  }

  /** The parts of these names. */
  public static List<BenchPart> parts(List<String> names) {
    if (names.isEmpty() || names.contains(ALL)) {
      return parts();
    }
    List<BenchPart> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          parts().stream()
              .filter(part -> part.name().equals(name))
              .findAny()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no part '"
                              + name
                              + "'; there are "
                              + String.join(", ", parts().stream().map(BenchPart::name).toList())
                              + " and "
                              + ALL)));
    }
    return chosen;
  }

  /**
   * Runs parts and prints their table.
   *
   * @param root the project's folder
   * @param rows of the rosters
   * @param processes of a function side by side
   * @param progress told of each step
   * @return whether every target was reached
   */
  public static boolean run(
      List<BenchPart> parts,
      Path root,
      int rows,
      int processes,
      PrintWriter out,
      PrintWriter progress)
      throws IOException, InterruptedException {
    Map<BenchPart, BenchResult> results = new LinkedHashMap<>();
    try (BenchSession session = new BenchSession(root, rows, processes, progress)) {
      for (BenchPart part : parts) {
        session.say(part.name() + ": " + part.subject() + ", beside " + part.peer());
        results.put(part, part.run(session));
      }
    }
    BenchTable table = new BenchTable();
    results.forEach(
        (part, result) -> result.figures().forEach(figure -> table.add(part.name(), figure)));
    out.println(machine(rows, processes));
    out.println();
    table.print(out);
    out.println();
    results.values().stream()
        .flatMap(result -> result.notes().stream())
        .forEach(note -> out.println("- " + note));
    out.flush();
    return results.values().stream()
        .flatMap(result -> result.figures().stream())
        .noneMatch(figure -> figure.verdict() == BenchFigure.Verdict.MISSED);
  }

  private static String machine(int rows, int processes) {
    return BenchFigure.text(
        "%s, %d cores of %s, %s %s, JDK %s, %d rows, %d processes a function",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.arch"),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version().feature(),
        rows,
        processes);
  }
}
