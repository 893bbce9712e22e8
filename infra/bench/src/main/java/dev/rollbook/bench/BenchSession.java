package dev.rollbook.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * One run of the command: its sizes, a folder for its rosters, and what more than one part needs,
 * measured once.
 */
public final class BenchSession implements AutoCloseable {

  /** Enough to have every function loaded and the emulator compiled. */
  private static final int WARM_UP_ROWS = 10_000;

  private final Path root;
  private final int rows;
  private final int processes;
  private final Path folder;
  private final PrintWriter progress;
  private final Map<Class<?>, Closeable> shared = new LinkedHashMap<>();

  /**
   * Opens one.
   *
   * @param root the project's folder, whose template and functions are measured
   * @param rows of the rosters; the table of the documentation has 100,000
   * @param processes of a function side by side
   * @param progress told of each step
   */
  public BenchSession(Path root, int rows, int processes, PrintWriter progress) throws IOException {
    this.root = root;
    this.rows = rows;
    this.processes = processes;
    this.progress = progress;
    this.folder = Files.createTempDirectory("rollbook-bench");
  }

  Path root() {
    return root;
  }

  int rows() {
    return rows;
  }

  int processes() {
    return processes;
  }

  int warmUpRows() {
    return Math.min(rows, WARM_UP_ROWS);
  }

  Path folder() {
    return folder;
  }

  /** Where a roster lies; it is written if it does not yet. */
  Path csv(BenchRoster roster) throws IOException {
    Path file =
        folder.resolve(
            "roster-" + roster.listed() + "-" + roster.of() + "-" + roster.changed() + ".csv");
    return Files.exists(file) ? file : roster.writeCsv(file);
  }

  /** What several parts look at: made for the first of them, and closed with the session. */
  <T extends Closeable> T shared(Class<T> type, Function<BenchSession, T> maker) {
    return type.cast(shared.computeIfAbsent(type, missing -> maker.apply(this)));
  }

  void say(String what) {
    progress.println(what);
    progress.flush();
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : shared.values()) {
      each.close();
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
