package dev.rollbook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts that measure methods: programs of their own, each in a JVM with a heap of its own. */
final class MethodParts {

  /** What a roster of any size must be read with. */
  private static final String HEAP = "-Xmx512m";

  /** Rows of 100,000 imported users, whose tenfold is the million of {@code csv}. */
  private static final int CSV_TIMES = 10;

  private static final int XLSX_TIMES = 3;

  /**
   * What a program prints: {@code csv: 1,000 rows/s to messages, FastCSV 9,000 rows/s: 9.0 times}.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "\\w+: (?<ours>[\\d,]+ rows/s) to messages, (?<peer>\\S+ [\\d,]+ rows/s): (?<times>[\\d.]+) times");

  private MethodParts() {}

  /** {@code csv} and {@code xlsx}. */
  static List<BenchPart> all() {
    return List.of(
        new MethodPart(
            "csv",
            "a CSV of ten columns to finished messages, 512 MiB heap",
            "one bare FastCSV pass, hot",
            CSV_TIMES,
            12),
        new MethodPart(
            "xlsx",
            "an XLSX of ten columns likewise",
            "one bare fastexcel-reader pass",
            XLSX_TIMES,
            1.5));
  }

  /**
   * A part.
   *
   * @param rowTimes how many of the rows of a session it takes
   * @param most how many times the peer's time ours may be
   */
  private record MethodPart(String name, String subject, String peer, int rowTimes, double most)
      implements BenchPart {

    @Override
    public String target() {
      return BenchFigure.text("at most %s times", most);
    }

    @Override
    public BenchResult run(BenchSession session) throws IOException, InterruptedException {
      int rows = session.rows() * rowTimes;
      session.say("reading " + rows + " rows");
      Path log = session.folder().resolve(name + ".log");
      int exit =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  HEAP,
                  "-cp",
                  System.getProperty("java.class.path"),
                  ReadingBench.class.getName(),
                  name,
                  Integer.toString(rows))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      String said = Files.readString(log);
      Matcher line = LINE.matcher(said);
      if (exit != 0 || !line.find()) {
        throw new BenchException("reading " + name + " ended with " + exit + ": " + said);
      }
      double times = Double.parseDouble(line.group("times"));
      return BenchResult.of(
          new BenchFigure(
              rows + " rows read",
              line.group("ours"),
              line.group("peer"),
              BenchFigure.text("%.2f times", times),
              target(),
              BenchFigure.Verdict.of(times <= most)));
    }
  }
}
