package dev.rollbook.bench;

import dev.rollbook.directory.KeyShard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long an import takes on AWS, by what a run here measured and by AWS's published limits. It is
 * arithmetic, not a measurement.
 *
 * @param writeUnits a row
 * @param readUnits a row
 * @param parseSeconds of parse a row
 * @param reconcileSeconds of one reconcile function a row
 * @param finalizeSeconds of finalize a row
 * @param messageRows rows a message
 */
record ScaleModel(
    double writeUnits,
    double readUnits,
    double parseSeconds,
    double reconcileSeconds,
    double finalizeSeconds,
    double messageRows) {

  /** A new on-demand table takes 4,000 writes a second, and 12,000 reads. */
  private static final double NEW_TABLE_WRITES = 4_000;

  private static final double NEW_TABLE_READS = 12_000;

  /**
   * An account's default quota for a table, for reads as for writes; a warm one may take it all.
   */
  private static final double TABLE_QUOTA = 40_000;

  /** One partition takes 1,000 write units a second, and a key shard is one at least. */
  private static final double SHARD_WRITES = KeyShard.COUNT * 1_000.0;

  /** {@code ScalingConfig} of the rows' event source in the template. */
  private static final double ROW_FUNCTIONS = 100;

  /** Lambda starts with 5 pollers of a queue and adds up to 300 functions a minute. */
  private static final double RAMP_PER_SECOND = 300 / 60.0;

  /** The longest an invocation may take. */
  private static final double INVOCATION = 900;

  /** A way to be limited. */
  private record Limit(String name, double rowsPerSecond) {}

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        BenchFigure.text(
            "model, from this run: %.0f µs of parse, %.0f µs of reconcile, %.0f µs of finalize, %.3f write and %.3f read units a row, %.0f rows a message",
            parseSeconds * 1e6,
            reconcileSeconds * 1e6,
            finalizeSeconds * 1e6,
            writeUnits,
            readUnits,
            messageRows));
    for (double rows : new double[] {1e6, 10e6}) {
      lines.add(line(rows, "a new table", NEW_TABLE_WRITES, NEW_TABLE_READS));
      lines.add(line(rows, "a warm table", TABLE_QUOTA, TABLE_QUOTA));
    }
    lines.add(
        "model: parse and finalize of one import are invocations of their own, "
            + BenchFigure.text(
                "%.0f and %.0f s a million rows of the %.0f s that one may take; ten million rows are ten rosters of ten tenants, whose parse and finalize run side by side, since a file has 512 MiB at most",
                parseSeconds * 1e6, finalizeSeconds * 1e6, INVOCATION));
    return lines;
  }

  private String line(double rows, String table, double writes, double reads) {
    List<Limit> limits =
        Stream.of(
                new Limit("the table's writes", writes / Math.max(writeUnits, 1e-9)),
                new Limit("the table's reads", reads / Math.max(readUnits, 1e-9)),
                new Limit(
                    "the partitions of one tenant's key shards",
                    rows > 1e6 ? Double.MAX_VALUE : SHARD_WRITES / Math.max(writeUnits, 1e-9)),
                new Limit("the 100 reconcile functions", ROW_FUNCTIONS / reconcileSeconds))
            .sorted(Comparator.comparingDouble(Limit::rowsPerSecond))
            .toList();
    Limit first = limits.get(0);
    double functions = Math.min(ROW_FUNCTIONS, first.rowsPerSecond() * reconcileSeconds);
    double ramp = functions / RAMP_PER_SECOND / 2;
    double perImport = Math.min(rows, 1e6);
    double seconds =
        perImport * parseSeconds
            + rows / first.rowsPerSecond()
            + ramp
            + perImport * finalizeSeconds;
    return BenchFigure.text(
        "model, %.0f million rows, %s: parse %.0f s + reconcile %.0f s (%s bind first: %.0f rows/s; next %s: %.0f) + ramp of %.0f functions %.0f s + finalize %.0f s = %.1f minutes",
        rows / 1e6,
        table,
        perImport * parseSeconds,
        rows / first.rowsPerSecond(),
        first.name(),
        first.rowsPerSecond(),
        limits.get(1).name(),
        limits.get(1).rowsPerSecond(),
        functions,
        ramp,
        perImport * finalizeSeconds,
        seconds / 60);
  }
}
