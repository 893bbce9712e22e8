package dev.rollbook.local.pipeline;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Rosters to upload. */
final class Rosters {

  private Rosters() {}

  /** So long that a batch of {@code RowBatch.MAX_BYTES} ends behind some ninety people. */
  private static final String PHONE = "0".repeat(1_250);

  static final String HEADER = "username;email;firstName;lastName;groups;phone";

  /** Users {@code user-00001} and so on, both ends included. */
  static String people(int from, int to) {
    return of(HEADER, from, to, Rosters::person);
  }

  static String person(int number) {
    return "%s;%s@example.org;First %d;Last %d;Team %d;%s"
        .formatted(username(number), username(number), number, number, number % 7, PHONE);
  }

  static String username(int number) {
    return "user-%05d".formatted(number);
  }

  /** A row for each number. */
  static String of(String header, int from, int to, IntFunction<String> row) {
    return of(header, IntStream.rangeClosed(from, to).mapToObj(row).toList());
  }

  static String of(String header, List<String> rows) {
    return header + "\n" + String.join("\n", rows) + "\n";
  }

  /** The same rows in another order. */
  static String shuffled(String roster, long seed) {
    List<String> lines = new java.util.ArrayList<>(roster.lines().toList());
    String header = lines.remove(0);
    Collections.shuffle(lines, new Random(seed));
    return of(header, lines);
  }
}
