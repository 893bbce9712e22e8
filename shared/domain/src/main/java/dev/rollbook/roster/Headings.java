package dev.rollbook.roster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a column's heading says it feeds (SPEC R7): the names of {@code headings.txt}, then those of
 * the tenant's properties, whatever the case, blanks, dots, {@code _} and {@code -}.
 */
public final class Headings {

  private static final Pattern IMMATERIAL =
      Pattern.compile("[\\s\\p{Z}\\p{Cf}._\\-\u2010-\u2015:]+");
  private static final Map<String, Target> FIELDS = fields();

  private final Map<String, Target> properties = new HashMap<>();
  private final Map<String, Target> exactProperties = new HashMap<>();

  /**
   * The headings of a tenant.
   *
   * @param propertyNames of its properties
   */
  public Headings(List<String> propertyNames) {
    for (String name : propertyNames) {
      Target target = new Target.Property(name);
      exactProperties.put(name, target);
      exactProperties.put(target.text(), target);
      properties.putIfAbsent(normalize(name), target);
      properties.putIfAbsent(normalize(target.text()), target);
    }
  }

  /**
   * The target of a heading, if it names one: a field, else the property of exactly that name, else
   * the first property of a name that differs in nothing that matters.
   */
  public Optional<Target> target(String heading) {
    String normal = normalize(heading);
    return Optional.ofNullable(FIELDS.get(normal))
        .or(() -> exact(heading))
        .or(() -> Optional.ofNullable(properties.get(normal)));
  }

  /**
   * The property whose name is the heading, character by character, unless a field has the name.
   */
  public Optional<Target> exact(String heading) {
    return FIELDS.containsKey(normalize(heading))
        ? Optional.empty()
        : Optional.ofNullable(exactProperties.get(CellText.clean(heading)));
  }

  /** What is left of a heading when all that does not matter is gone; may be empty. */
  public static String normalize(String heading) {
    return IMMATERIAL.matcher(CellText.clean(heading)).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Target> fields() {
    Map<String, Target> fields = new HashMap<>();
    for (Target.Field field : Target.Field.values()) {
      fields.put(normalize(field.text()), field);
    }
    for (String line : lines()) {
      int colon = line.indexOf(": ");
      if (line.startsWith("#") || colon < 0) {
        continue;
      }
      Target target = Target.of(line.substring(0, colon));
      for (String heading : line.substring(colon + 2).split(",", -1)) {
        Target other = fields.putIfAbsent(normalize(heading), target);
        if (other != null && !other.equals(target)) {
          throw new IllegalStateException(
              "headings.txt: \"" + heading.strip() + "\" names both " + other + " and " + target);
        }
      }
    }
    return Map.copyOf(fields);
  }

  private static List<String> lines() {
    try (InputStream in = Headings.class.getResourceAsStream("headings.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("headings.txt cannot be read from its jar", e);
    }
  }
}
