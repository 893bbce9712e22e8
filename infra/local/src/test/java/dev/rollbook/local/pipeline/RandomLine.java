package dev.rollbook.local.pipeline;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line of a made-up roster.
 *
 * @param username empty in a line that names nobody
 * @param wide whether it has a cell more than the header
 */
@RecordBuilder
record RandomLine(
    String username,
    String lastName,
    String email,
    String groups,
    String tags,
    String password,
    boolean wide) {

  /** People whom a tenant's rosters name. */
  static final int PEOPLE = 60;

  /** In every password, so that it can be looked for. */
  static final String PASSWORD = "Historie-pW3-geheim-";

  private static final String HEADER = "username;lastName;email;groups;tags;password";

  /** So long that a roster of some forty has two batches. */
  private static final String LONG = "Lang-".repeat(700);

  static String person(int number) {
    return "person-%02d".formatted(number);
  }

  /** Lines of a roster, now and then with what does not belong into one. */
  static List<RandomLine> roster(Random random) {
    List<RandomLine> lines = new ArrayList<>();
    int share = random.nextInt(4) == 0 ? 100 : 50 + random.nextInt(50);
    for (int i = 0; i < PEOPLE; i++) {
      if (random.nextInt(100) < share) {
        lines.add(of(random, person(i)));
      }
    }
    if (random.nextInt(4) == 0) {
      lines.add(of(random, ""));
    }
    if (random.nextInt(4) == 0) {
      RandomLine one = of(random, "zu-breit");
      lines.add(RandomLineBuilder.from(one).wide(true).build());
    }
    if (!lines.isEmpty() && random.nextInt(3) == 0) {
      RandomLine one = lines.get(random.nextInt(lines.size()));
      lines.add(random.nextBoolean() ? one : of(random, one.username));
    }
    Collections.shuffle(lines, random);
    return lines;
  }

  private static RandomLine of(Random random, String username) {
    return RandomLineBuilder.builder()
        .username(username)
        .lastName(any(random, "Kurz", LONG, LONG, ""))
        .email(any(random, username + "@schule.example", "keine Adresse", ""))
        .groups(any(random, "5a", "5b,Chor", "Chor", ""))
        .tags(any(random, "neu", "neu,alt", ""))
        .password(random.nextInt(10) == 0 ? PASSWORD + random.nextInt(3) : "")
        .build();
  }

  private static String any(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  /** A roster of lines. */
  static String csv(List<RandomLine> lines) {
    return lines.stream()
        .map(RandomLine::csv)
        .collect(Collectors.joining("\n", HEADER + "\n", "\n"));
  }

  private String csv() {
    return Stream.of(username, lastName, email, groups, tags, password)
            .collect(Collectors.joining(";"))
        + (wide ? ";zuviel" : "");
  }

  boolean isSound() {
    return !username.isEmpty() && !wide;
  }

  boolean isBlank() {
    return username.isEmpty() && !wide && !saysAnything();
  }

  /** Whether a cell but the username's has something in it. */
  boolean saysAnything() {
    return !(lastName + email + groups + tags + password).isEmpty();
  }
}
