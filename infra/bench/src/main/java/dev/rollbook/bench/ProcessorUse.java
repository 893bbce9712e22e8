package dev.rollbook.bench;

import dev.rollbook.local.host.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who used the machine's processors since a moment: this process, which holds the emulators and the
 * host, the functions, and others. A time that others took cores from is worth less; the processor
 * time of our own is not touched.
 *
 * @param nanos of the moment
 * @param own processor seconds until then: of this process and of each function's together
 * @param busySeconds of all processors until then; 0 where the machine does not tell
 */
record ProcessorUse(long nanos, Map<String, Double> own, double busySeconds) {

  private static final Path STAT = Path.of("/proc/stat");

  /** Linux counts in hundredths of a second. */
  private static final double TICKS = 100;

  /** What the emulators, the function host and a loader use. */
  private static final String HOST = "emulators and host";

  /**
   * What was used between two moments.
   *
   * @param seconds between them
   * @param byProcess processor seconds
   * @param othersCores how many processors all others used on average
   */
  record Since(double seconds, Map<String, Double> byProcess, double othersCores) {

    /** Processor seconds of all that is ours. */
    double own() {
      return byProcess.values().stream().mapToDouble(used -> used).sum();
    }

    String text() {
      String parts =
          byProcess.entrySet().stream()
              .filter(entry -> entry.getValue() >= 0.05)
              .map(entry -> BenchFigure.text("%s %.1f", entry.getKey(), entry.getValue()))
              .collect(Collectors.joining(", "));
      return BenchFigure.text(
          "%.1f s, of which %.1f processor seconds here (%s); others used %.2f of %d cores",
          seconds, own(), parts, othersCores, Runtime.getRuntime().availableProcessors());
    }
  }

  /** Now, with the functions' processes that live. */
  static ProcessorUse now(Collection<RunningProcess> functions) throws IOException {
    Map<String, Double> own = new TreeMap<>();
    own.put(HOST, used(ProcessHandle.current()));
    functions.forEach(
        process ->
            ProcessHandle.of(process.pid())
                .ifPresent(handle -> own.merge(process.function(), used(handle), Double::sum)));
    return new ProcessorUse(System.nanoTime(), own, busy());
  }

  Since since(Collection<RunningProcess> functions) throws IOException {
    ProcessorUse now = now(functions);
    double seconds = (now.nanos - nanos) / 1e9;
    Map<String, Double> used = new TreeMap<>();
    now.own.forEach((name, until) -> used.put(name, until - own.getOrDefault(name, 0.0)));
    double ours = used.values().stream().mapToDouble(one -> one).sum();
    double others = Math.max(0, now.busySeconds - busySeconds - ours) / seconds;
    return new Since(seconds, used, others);
  }

  private static double used(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** User, nice, system, interrupts; not idle, not waiting. */
  private static double busy() throws IOException {
    if (!Files.exists(STAT)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(STAT)) {
      long[] ticks =
          Arrays.stream(lines.findFirst().orElse("cpu 0 0 0 0 0 0 0").split(" +"))
              .skip(1)
              .mapToLong(Long::parseLong)
              .toArray();
      return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TICKS;
    }
  }
}
