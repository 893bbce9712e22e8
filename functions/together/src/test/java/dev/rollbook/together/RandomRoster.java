package dev.rollbook.together;

import dev.rollbook.together.RosterLine.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A made-up roster: some headings, and lines of everything that may be in one.
 *
 * @param headings of its columns but the username's
 * @param lines below the header, which is row 1
 */
record RandomRoster(List<String> headings, List<RosterLine> lines) {

  /** People of a tenant; some of them are there before any roster names them. */
  static final int PEOPLE = 24;

  /** The heading of the column in which users are named as before (SPEC U14). */
  static final String OLD_NAME = "Bisheriger Benutzername";

  /** Names that no roster gives anybody who has not got another. */
  private static final int OTHER_NAMES = 6;

  /** In every password, so that it can be looked for. */
  static final String PASSWORD = "Geheimnis-";

  private static final Map<String, List<String>> VALUES =
      Map.of(
          "Vorname", List.of("Ada", "Bob", "Eve", ""),
          "Nachname", List.of("Kurz", "Lang-".repeat(700), ""),
          "E-Mail", List.of("a@schule.example", "b@schule.example", "keine Adresse", ""),
          "Gruppe", List.of("5a", "5b,Chor", "Chor", ""),
          "Passwort", List.of(PASSWORD + "1", PASSWORD + "\"2", ""),
          "Vorgesetzter", List.of("person-01", "person-02", "person-25", "niemand", ""),
          "Tags", List.of("neu", "neu,alt", ""),
          "Ort", List.of("Köln", "Bonn", "Mars", ""),
          "Raum", List.of("A1", "B2", ""));

  static String person(int number) {
    return "person-%02d".formatted(number);
  }

  /** One of all names. */
  static String anybody(Random random) {
    return person(random.nextInt(PEOPLE + OTHER_NAMES));
  }

  static RandomRoster of(Random random) {
    List<String> headings =
        VALUES.keySet().stream()
            .sorted()
            .filter(heading -> random.nextInt(100) < 45)
            .collect(Collectors.toCollection(ArrayList::new));
    if (headings.isEmpty()) {
      headings.add("Raum");
    }
    List<RosterLine> lines = new ArrayList<>();
    Set<String> named = new HashSet<>();
    int share = random.nextInt(4) == 0 ? 100 : 20 + random.nextInt(75);
    for (int i = 0; i < PEOPLE; i++) {
      if (random.nextInt(100) < share) {
        lines.add(line(random, Kind.SOUND, person(i), headings));
        named.add(person(i));
      }
    }
    if (random.nextInt(3) == 0) {
      headings.add(random.nextInt(headings.size()), OLD_NAME);
      rename(random, lines, named, headings);
    }
    if (random.nextInt(3) == 0) {
      spoil(random, lines, named, headings);
    }
    Collections.shuffle(lines, random);
    return new RandomRoster(headings, lines);
  }

  /** Chains, swaps, rings, and names by chance: taken ones, nobody's, and one for two. */
  private static void rename(
      Random random, List<RosterLine> lines, Set<String> named, List<String> headings) {
    List<String> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE + OTHER_NAMES; i++) {
      people.add(person(i));
    }
    Collections.shuffle(people, random);
    Map<String, String> oldNames = new HashMap<>();
    int at = 0;
    for (int chains = random.nextInt(4); chains > 0; chains--) {
      int first = at;
      int length = 1 + random.nextInt(4);
      for (; at < first + length; at++) {
        oldNames.put(people.get(at + 1), people.get(at));
      }
      if (random.nextInt(3) == 0) {
        oldNames.put(people.get(first), people.get(at));
      }
      at++;
    }
    for (int some = random.nextInt(4); some > 0; some--) {
      oldNames.put(anybody(random), random.nextInt(6) == 0 ? "niemand" : anybody(random));
    }
    for (String name : new TreeSet<>(oldNames.keySet())) {
      if (named.add(name)) {
        lines.add(line(random, Kind.SOUND, name, headings));
      }
    }
    lines.replaceAll(line -> line.with(OLD_NAME, oldNames.getOrDefault(line.username(), "")));
  }

  private static void spoil(
      Random random, List<RosterLine> lines, Set<String> named, List<String> headings) {
    if (random.nextInt(2) == 0) {
      lines.add(new RosterLine(Kind.BLANK, "", Map.of()));
    }
    if (random.nextInt(3) == 0) {
      lines.add(line(random, Kind.NAMELESS, "", headings));
    }
    String other = person(random.nextInt(PEOPLE));
    if (random.nextInt(3) == 0 && named.add(other)) {
      lines.add(line(random, Kind.TOO_WIDE, other, headings));
    }
    if (!lines.isEmpty() && random.nextInt(2) == 0) {
      RosterLine one = lines.get(random.nextInt(lines.size()));
      if (one.kind() == Kind.SOUND) {
        lines.add(random.nextBoolean() ? one : line(random, Kind.SOUND, one.username(), headings));
      }
    }
  }

  private static RosterLine line(Random random, Kind kind, String username, List<String> headings) {
    Map<String, String> cells = new HashMap<>();
    for (String heading : headings) {
      List<String> values = VALUES.getOrDefault(heading, List.of(""));
      String value = values.get(random.nextInt(values.size()));
      if (!value.isEmpty()) {
        cells.put(heading, value);
      }
    }
    return new RosterLine(kind, username, cells);
  }

  String csv() {
    StringBuilder csv = new StringBuilder("Benutzername");
    headings.forEach(heading -> csv.append(';').append(heading));
    csv.append('\n');
    for (RosterLine line : lines) {
      csv.append(line.username());
      headings.forEach(heading -> csv.append(';').append(quoted(line.cell(heading))));
      csv.append(line.kind() == Kind.TOO_WIDE ? ";zuviel\n" : "\n");
    }
    return csv.toString();
  }

  private static String quoted(String cell) {
    return cell.contains("\"") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
