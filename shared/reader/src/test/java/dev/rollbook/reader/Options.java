package dev.rollbook.reader;

import dev.rollbook.roster.Reading;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.ReadingOptionsBuilder;
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
    ReadingOptionsBuilder options = ReadingOptions.defaults().with();
    List<Reading.Column> mapping = new ArrayList<>();
    List<String> properties = new ArrayList<>();
    for (String word : words.isEmpty() ? new String[0] : words.split(" ", -1)) {
      String value = word.substring(word.indexOf('=') + 1);
      switch (word.substring(0, word.indexOf('='))) {
        case "format" -> options.format(Optional.of(value));
        case "charset" -> options.charset(Optional.of(value));
        case "delimiter" -> options.delimiter(Optional.of(Shown.text(value)));
        case "sheet" -> options.sheet(Optional.of(value));
        case "header" -> options.header(Boolean.parseBoolean(value));
        case "matchBy" -> options.matchByEmail(value.equals("email"));
        case "limit" -> options.rowLimit(Integer.parseInt(value));
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
    return options.mapping(mapping).properties(properties).build();
  }
}
