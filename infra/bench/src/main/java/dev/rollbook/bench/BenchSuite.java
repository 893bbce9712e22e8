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
import java.util.Set;
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
   * @return whether every target was reached and no part failed
   */
  public static boolean run(
      List<BenchPart> parts,
      Path root,
      int rows,
      int processes,
      PrintWriter out,
      PrintWriter progress)
      throws IOException, InterruptedException {
    // S3 verifies the signature of the host that was asked: a proxy that counts has to say so. The
    // HTTP client looks at it once, and a part before that of the proxies may be the first to use
    // it.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    Map<BenchPart, BenchResult> results = new LinkedHashMap<>();
    try (BenchSession session = new BenchSession(root, rows, processes, progress)) {
      for (BenchPart part : parts) {
        session.say(part.name() + ": " + part.subject() + ", beside " + part.peer());
        results.put(part, result(part, session));
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
        .map(BenchFigure::verdict)
        .noneMatch(Set.of(BenchFigure.Verdict.MISSED, BenchFigure.Verdict.FAILED)::contains);
  }

  /** What others measured in the better part of an hour is not lost with a part that fails. */
  private static BenchResult result(BenchPart part, BenchSession session)
      throws InterruptedException {
    try {
      return part.run(session);
    } catch (IOException | RuntimeException e) {
      session.say(part.name() + " failed: " + e);
      return BenchResult.of(BenchFigure.failed(part.subject(), e.toString()));
    }
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
