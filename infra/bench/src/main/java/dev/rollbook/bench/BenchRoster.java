package dev.rollbook.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A roster as a large company has it: ten columns, a hundred groups, supervisors anywhere in the
 * file. The same numbers give the same roster.
 *
 * @param listed how many users it names
 * @param of how many users there are, whom supervisors are drawn from
 * @param changed how many of them, from the first, have another phone number than in a roster with
 *     0
 */
public record BenchRoster(int listed, int of, int changed) {

  /** How many columns it has. */
  public static final int COLUMNS = 10;

  private static final int GROUPS = 100;
  private static final long SEED = 42;
  private static final String[] HEADER = {
    "username",
    "email",
    "firstName",
    "lastName",
    "phone",
    "language",
    "groups",
    "supervisor",
    "secondSupervisor",
    "tags"
  };

  /** All of so many users. */
  public static BenchRoster of(int rows) {
    return new BenchRoster(rows, rows, 0);
  }

  /** The same users, of whom some have another phone number. */
  public BenchRoster changing(int users) {
    return new BenchRoster(listed, of, users);
  }

  /** The first of the same users. */
  public BenchRoster naming(int users) {
    return new BenchRoster(users, of, changed);
  }

  /** Writes it as CSV with semicolons. */
  public Path writeCsv(Path file) throws IOException {
    Random random = new Random(SEED);
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(String.join(";", HEADER));
      out.write('\n');
      for (int row = 0; row < listed; row++) {
        out.write(String.join(";", row(row, random)));
        out.write('\n');
      }
    }
    return file;
  }

  /** Writes it as a workbook of one sheet. */
  public Path writeXlsx(Path file) throws IOException {
    Random random = new Random(SEED);
    try (OutputStream out = Files.newOutputStream(file);
        Workbook workbook = new Workbook(out, "Rollbook", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Roster");
      cells(sheet, 0, HEADER);
      for (int row = 0; row < listed; row++) {
        cells(sheet, row + 1, row(row, random));
        if (row % 1_000 == 0) {
          sheet.flush();
        }
      }
    }
    return file;
  }

  private static void cells(Worksheet sheet, int row, String[] values) {
    for (int column = 0; column < values.length; column++) {
      sheet.value(row, column, values[column]);
    }
  }

  private String[] row(int row, Random random) {
    String name = "user" + row;
    int group = random.nextInt(GROUPS);
    String supervisor = supervisor(row, random);
    return new String[] {
      name,
      name + "@example.org",
      "Vorname" + row % 977,
      "Nachname" + row % 7919,
      (row < changed ? "+49 30 9" : "+49 30 1") + row,
      row % 3 == 0 ? "de" : "en",
      "Abteilung " + group,
      supervisor,
      supervisor(row, random),
      "jahr" + row % 10
    };
  }

  private String supervisor(int row, Random random) {
    int supervisor = random.nextInt(of);
    return supervisor == row ? "" : "user" + supervisor;
  }
}
