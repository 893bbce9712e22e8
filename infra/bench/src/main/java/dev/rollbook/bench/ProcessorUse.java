package dev.rollbook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Who used the machine's processors since a moment: this process with its children, and others. A
 * time that others took cores from is worth less; the processor time of our own is not touched.
 *
 * @param nanos of the moment
 * @param own processor time until then
 * @param busySeconds of all processors until then; 0 where the machine does not tell
 */
record ProcessorUse(long nanos, Duration own, double busySeconds) {

  private static final Path STAT = Path.of("/proc/stat");

  /** Linux counts in hundredths of a second. */
  private static final double TICKS = 100;

  /**
   * What was used between two moments.
   *
   * @param seconds between them
   * @param own processor seconds of this process and its children
   * @param othersCores how many processors all others used on average
   */
  record Since(double seconds, double own, double othersCores) {

    String text() {
      return BenchFigure.text(
          "%.1f s, of which %.1f processor seconds here; others used %.2f of %d cores",
          seconds, own, othersCores, Runtime.getRuntime().availableProcessors());
    }
  }

  static ProcessorUse now() throws IOException {
    return new ProcessorUse(System.nanoTime(), ownTime(), busy());
  }

  Since since() throws IOException {
    ProcessorUse now = now();
    double seconds = (now.nanos - nanos) / 1e9;
    double used = now.own.minus(own).toMillis() / 1e3;
    double others = Math.max(0, now.busySeconds - busySeconds - used) / seconds;
    return new Since(seconds, used, others);
  }

  private static Duration ownTime() {
    return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
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
