package dev.rollbook.reader;

import dev.rollbook.roster.Reading;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reading options of a test: the defaults with a few words changed. */
final class Options {

  private Options() {}

  /**
   * Parses {@code matchBy=email header=false delimiter=; limit=2 property=A property=B
   * map=X:email}.
   */
  static ReadingOptions of(String words) {
    Optional<String> format = Optional.empty();
    Optional<String> charset = Optional.empty();
    Optional<String> delimiter = Optional.empty();
    Optional<String> sheet = Optional.empty();
    boolean header = true;
    boolean email = false;
    int limit = 1_000_000;
    List<Reading.Column> mapping = new ArrayList<>();
    List<String> properties = new ArrayList<>();
    for (String word : words.isEmpty() ? new String[0] : words.split(" ", -1)) {
      String value = word.substring(word.indexOf('=') + 1);
      switch (word.substring(0, word.indexOf('='))) {
        case "format" -> format = Optional.of(value);
        case "charset" -> charset = Optional.of(value);
        case "delimiter" -> delimiter = Optional.of(Shown.text(value));
        case "sheet" -> sheet = Optional.of(value);
        case "header" -> header = Boolean.parseBoolean(value);
        case "matchBy" -> email = value.equals("email");
        case "limit" -> limit = Integer.parseInt(value);
        case "property" -> properties.add(value);
        case "map" -> {
          int arrow = value.indexOf('>');
          mapping.add(
              new Reading.Column(
                  value.substring(0, arrow).replace('_', ' '),
                  Target.of(value.substring(arrow + 1))));
        }
        default -> throw new IllegalArgumentException(word);
      }
    }
    return new ReadingOptions(
        format, charset, delimiter, header, sheet, mapping, email, limit, properties);
  }
}
