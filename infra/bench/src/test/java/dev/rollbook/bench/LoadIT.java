package dev.rollbook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Many tenants at once, and small ones beside a large one; how long each took is printed. {@code
 * -Drollbook.load.tenants=N} says how many, {@code -Drollbook.load.rows=N} with how many rows each.
 */
class LoadIT {

  /** As {@code bench} runs them by itself. */
  private static final int PROCESSES = 2;

  @Test
  @DisplayName("Many tenants at once: no row fails, and each function keeps within its memory")
  void shouldFailNobodyWhoseNeighboursAreMany() throws IOException, InterruptedException {
    int tenants = Integer.getInteger("rollbook.load.tenants", 5);
    int rows = Integer.getInteger("rollbook.load.rows", 20);
    StringWriter table = new StringWriter();

    boolean reached =
        BenchSuite.run(
            List.of(new LoadPart(tenants)),
            Path.of("../..").toRealPath(),
            tenants * rows,
            PROCESSES,
            new PrintWriter(table),
            new PrintWriter(PrintWriter.nullWriter()));

    System.out.println(table);
    assertThat(reached).as(table.toString()).isTrue();
    assertThat(table.toString())
        .containsPattern("rows that failed +\\| 0 ")
        .containsPattern("memory of ReconcileFunction +\\| \\d+ MiB");
  }
}
