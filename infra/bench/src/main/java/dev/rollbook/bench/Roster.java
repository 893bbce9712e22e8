package dev.rollbook.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A roster as a large company has it: nine columns, a hundred groups, supervisors anywhere in the
 * file.
 */
final class Roster {

  private static final int GROUPS = 100;

  private Roster() {}

  /**
   * Writes a roster.
   *
   * @param rows users in it
   * @param changed how many of them, from the first, have another phone number than in the roster
   *     before
   */
  static Path write(Path file, int rows, int changed) throws IOException {
    Random random = new Random(42);
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write("username;email;firstName;lastName;phone;language;groups;supervisor;tags\n");
      for (int row = 0; row < rows; row++) {
        String name = "user" + row;
        int group = random.nextInt(GROUPS);
        int supervisor = random.nextInt(rows);
        out.write(
            String.join(
                ";",
                name,
                name + "@example.org",
                "Vorname" + row % 977,
                "Nachname" + row % 7919,
                (row < changed ? "+49 30 9" : "+49 30 1") + row,
                row % 3 == 0 ? "de" : "en",
                "Abteilung " + group,
                supervisor == row ? "" : "user" + supervisor,
                "jahr" + row % 10));
        out.write('\n');
      }
    }
    return file;
  }
}
