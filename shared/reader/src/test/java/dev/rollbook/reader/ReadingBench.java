package dev.rollbook.reader;

import dev.rollbook.roster.ReadingOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * How fast rosters are read; run by hand, with the heap to prove in {@code -Xmx}. Arguments: the
 * format and the number of rows.
 */
public final class ReadingBench {

  private ReadingBench() {}

  public static void main(String[] arguments) throws Exception {
    int rows = Integer.parseInt(arguments[1]);
    Path file = Files.createTempFile("roster", "." + arguments[0]);
    try {
      if (arguments[0].equals("csv")) {
        writeCsv(file, rows);
      } else {
        writeXlsx(file, rows);
      }
      for (int i = 0; i < 3; i++) {
        measure(file, rows);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static String[] cells(int row) {
    String user = "user.%015d".formatted(row);
    return new String[] {
      user, user + "@example.org", "Given" + row % 977, "Müller" + row % 1009, "g" + row % 40
    };
  }

  private static void writeCsv(Path file, int rows) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("username;email;firstName;lastName;groups\n");
      for (int i = 0; i < rows; i++) {
        out.write(String.join(";", cells(i)) + "\n");
      }
    }
  }

  private static void writeXlsx(Path file, int rows) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        Workbook workbook = new Workbook(out, "Rollbook", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Users");
      String[] header = {"username", "email", "firstName", "lastName", "groups"};
      for (int column = 0; column < header.length; column++) {
        sheet.value(0, column, header[column]);
      }
      for (int i = 0; i < rows; i++) {
        String[] cells = cells(i);
        for (int column = 0; column < cells.length; column++) {
          sheet.value(i + 1, column, cells[column]);
        }
        if (i % 1000 == 0) {
          sheet.flush();
        }
      }
    }
  }

  private static void measure(Path file, int rows) throws Exception {
    long start = System.nanoTime();
    Judgement judgement = Shown.judge(file, ReadingOptions.defaults());
    long judged = System.nanoTime();
    int[] taken = {0};
    judgement.entries(entry -> taken[0] += entry.row().values().size());
    long read = System.nanoTime();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%,d bytes, judge %,.0f rows/s, rows %,.0f rows/s, kept %,d MiB, %d taken%n",
        Files.size(file),
        rows / ((judged - start) / 1e9),
        rows / ((read - judged) / 1e9),
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        taken[0]);
  }
}
