package dev.rollbook.bench;

import com.sun.management.OperatingSystemMXBean;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.rollbook.Json;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.ObjectWriter;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.Status;
import dev.rollbook.parse.Parse;
import dev.rollbook.testkit.InMemoryCloud;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/**
 * How long parse takes from an object in the store to finished messages, beside one bare pass of
 * the library that reads the format. A program of its own, so that its heap can be bounded. The
 * store and the queue are this process: what is measured is reading, not a network.
 */
public final class ReadingBench {

  private static final String TENANT = "bench";
  private static final int WARM_UPS = 3;
  private static final int RUNS = 5;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Path folder;
  private final int rows;

  private ReadingBench(Path folder, int rows) {
    this.folder = folder;
    this.rows = rows;
  }

  /** Something that is measured. */
  @FunctionalInterface
  private interface Step {
    /** Gives how many rows it read. */
    long run() throws IOException;
  }

  /**
   * Measures.
   *
   * @param args {@code csv} or {@code xlsx}, how many rows
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("rollbook-reading");
    Path roster = folder.resolve("roster." + args[0]);
    try {
      ReadingBench bench = new ReadingBench(folder, Integer.parseInt(args[1]));
      BenchRoster written = BenchRoster.of(bench.rows);
      if (args[0].equals("csv")) {
        written.writeCsv(roster);
        bench.compare(args[0], "FastCSV", roster, () -> fastCsv(roster));
      } else {
        written.writeXlsx(roster);
        bench.compare(args[0], "fastexcel-reader", roster, () -> fastExcel(roster));
      }
    } finally {
      Files.delete(roster);
      Files.delete(folder);
    }
  }

  private void compare(String format, String library, Path roster, Step bare) throws IOException {
    double[] ours = new double[RUNS];
    double[] peer = new double[RUNS];
    for (int run = -WARM_UPS; run < RUNS; run++) {
      double parse = seconds(() -> parse(roster));
      double pass = seconds(bare);
      if (run >= 0) {
        ours[run] = parse;
        peer[run] = pass;
      }
    }
    Arrays.sort(ours);
    Arrays.sort(peer);
    double mine = ours[RUNS / 2];
    double its = peer[RUNS / 2];
    System.out.println(
        BenchFigure.text(
            "%s: %,d rows/s to messages, %s %,d rows/s: %.2f times",
            format, Math.round(rows / mine), library, Math.round(rows / its), mine / its));
  }

  /** Seconds of the processor: of this process alone, its collector and compiler included. */
  private double seconds(Step step) throws IOException {
    System.gc();
    long before = PROCESS.getProcessCpuTime();
    long read = step.run();
    double seconds = (PROCESS.getProcessCpuTime() - before) / 1e9;
    if (read != rows) {
      throw new IllegalStateException(read + " rows were read, not " + rows);
    }
    return seconds;
  }

  private long parse(Path roster) throws IOException {
    InMemoryCloud cloud = new InMemoryCloud();
    cloud.tenants.createIfMissing(TENANT);
    Import reading =
        Import.awaitingUpload(
                TENANT,
                "01JZ8Q5V7W3X4Y5Z6A7B8C9D0E",
                "bench",
                roster.getFileName().toString(),
                Files.size(roster),
                ImportOptions.defaults(rows),
                "en",
                cloud.clock.instant())
            .to(Status.READING, cloud.clock.instant());
    cloud.imports.create(reading);
    long[] sent = new long[2];
    Parse parse =
        new Parse(
            cloud.journal(),
            cloud.directory(),
            new Buckets(
                with("open", () -> Optional.of(Files.newInputStream(roster)), cloud.uploads),
                with("writer", Nowhere::new, cloud.results)),
            batches -> {
              for (RowBatch batch : batches) {
                sent[0] += batch.rows().size();
                sent[1] += Json.text(batch).length();
              }
            },
            cloud.commandsPort(),
            reading::importId,
            folder,
            cloud.clock);
    parse.arrived(reading.upload().key(), "", cloud.clock.instant());
    return sent[1] == 0 ? 0 : sent[0];
  }

  /** A store of which one method gives something else: what is large lies nowhere in memory. */
  private static ObjectStore with(String name, Callable<?> other, ObjectStore rest) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, args) -> {
              if (method.getName().equals(name)) {
                return other.call();
              }
              try {
                return method.invoke(rest, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** An object that nobody reads. */
  private static final class Nowhere extends ObjectWriter {
    @Override
    public void write(int next) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {}

    @Override
    public void complete() {}

    @Override
    public void close() {}
  }

  private static long fastCsv(Path roster) throws IOException {
    long records = 0;
    long fields = 0;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().fieldSeparator(';').ofCsvRecord(roster)) {
      for (CsvRecord record : reader) {
        records++;
        fields += record.getFieldCount();
      }
    }
    return fields == records * BenchRoster.COLUMNS ? records - 1 : -1;
  }

  private static long fastExcel(Path roster) throws IOException {
    long[] seen = new long[2];
    try (ReadableWorkbook workbook = new ReadableWorkbook(roster.toFile())) {
      Sheet sheet = workbook.getFirstSheet();
      try (Stream<Row> rows = sheet.openStream()) {
        rows.forEach(
            row -> {
              seen[0]++;
              for (Cell cell : row) {
                if (cell != null) {
                  seen[1] += cell.getText().length();
                }
              }
            });
      }
    }
    return seen[1] > 0 ? seen[0] - 1 : -1;
  }
}
