package dev.rollbook.api;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Property;
import dev.rollbook.roster.Headings;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /sample}: a roster to begin with, the tenant's own properties among its columns. */
final class SampleResource {

  /** Headings in the order of the columns, and what the two example rows have there. */
  private static final Map<String, List<List<String>>> COLUMNS =
      Map.of(
          "en",
          List.of(
              List.of("Username", "anna.example", "ben.example"),
              List.of("E-mail", "anna@example.org", "ben@example.org"),
              List.of("First name", "Anna", "Ben"),
              List.of("Last name", "Example", "Example"),
              List.of("Phone", "", ""),
              List.of("Language", "en", "en"),
              List.of("Password", "", ""),
              List.of("Groups", "Example group", "Example group, Second group"),
              List.of("Supervisor", "", "anna.example"),
              List.of("Second supervisor", "", ""),
              List.of("Tags", "example", "example")),
          "de",
          List.of(
              List.of("Benutzername", "anna.beispiel", "ben.beispiel"),
              List.of("E-Mail", "anna@example.org", "ben@example.org"),
              List.of("Vorname", "Anna", "Ben"),
              List.of("Nachname", "Beispiel", "Beispiel"),
              List.of("Telefon", "", ""),
              List.of("Sprache", "de", "de"),
              List.of("Passwort", "", ""),
              List.of("Gruppen", "Beispielgruppe", "Beispielgruppe, Zweite Gruppe"),
              List.of("Vorgesetzter", "", "anna.beispiel"),
              List.of("Zweiter Vorgesetzter", "", ""),
              List.of("Schlagworte", "beispiel", "beispiel")));

  /** The heading of the column that names users by their old names (SPEC U14). */
  private static final Map<String, String> OLD_USERNAME =
      Map.of("en", "Old username", "de", "Bisheriger Benutzername");

  private final Directory directory;

  SampleResource(Directory directory) {
    this.directory = directory;
  }

  /** {@code GET /sample?format=csv|xlsx}. */
  Response show(Request request) {
    String language = Tenancy.settings(directory, request.tenant()).language();
    List<SampleColumn> columns = columns(request.tenant(), language);
    if (isRenamesWanted(request)) {
      String heading = OLD_USERNAME.getOrDefault(language, OLD_USERNAME.get("en"));
      columns.add(1, new SampleColumn(heading, List.of("", ""), List.of()));
    }
    try {
      return switch (request.choice("format", "csv")) {
        case "csv" ->
            Response.file(
                "text/csv; charset=utf-8", "sample.csv", SampleFile.csv(columns, language));
        case "xlsx" ->
            Response.file(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "sample.xlsx",
                SampleFile.xlsx(columns));
        default -> throw Problem.invalid("format must be csv or xlsx");
      };
    } catch (IOException e) {
      throw new UncheckedIOException("a sample cannot be written to memory", e);
    }
  }

  private static boolean isRenamesWanted(Request request) {
    return switch (request.choice("renames", "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.invalid("renames must be true or false");
    };
  }

  private List<SampleColumn> columns(String tenant, String language) {
    List<SampleColumn> columns = new ArrayList<>();
    for (List<String> column : COLUMNS.getOrDefault(language, COLUMNS.get("en"))) {
      columns.add(new SampleColumn(column.get(0), column.subList(1, 3), List.of()));
    }
    Map<String, Property> properties = Tenancy.properties(directory, tenant);
    Headings headings = new Headings(List.copyOf(properties.keySet()));
    for (Property property : properties.values()) {
      Target target = new Target.Property(property.name());
      // A property may be called as a field is, which wins: then only the full name tells it.
      boolean plain = headings.target(property.name()).equals(Optional.of(target));
      String value =
          property.type() == Property.Type.INPUT
              ? ""
              : property.options().stream().filter(one -> !one.isEmpty()).findFirst().orElse("");
      columns.add(
          new SampleColumn(
              plain ? property.name() : target.text(),
              List.of(value, value),
              property.type() == Property.Type.INPUT ? List.of() : property.options()));
    }
    return columns;
  }
}
