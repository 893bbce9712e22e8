package dev.rollbook.reader;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line by which a file tells Excel its delimiter (SPEC R15): {@code sep=;}. It is no row
 * of the roster, although it counts as the file's first.
 *
 * @param delimiter that it names
 * @param length of the line with its end, in characters; 0 if there is no such line
 */
record SeparatorLine(Optional<String> delimiter, int length) {

  private static final Pattern LINE =
      Pattern.compile(
          "\"?sep=([^\\r\\n])\"?[;,\\t| ]*+(?:\\r\\n|\\r|\\n|$).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern END = Pattern.compile("\\r\\n|\\r|\\n|$");

  private static final SeparatorLine NONE = new SeparatorLine(Optional.empty(), 0);

  /** That of a text, by its beginning. */
  static SeparatorLine of(String beginning) {
    if (!beginning.regionMatches(true, 0, "sep=", 0, 4)
        && !beginning.regionMatches(true, 0, "\"sep=", 0, 5)) {
      return NONE;
    }
    Matcher line = LINE.matcher(beginning);
    Matcher end = END.matcher(beginning);
    return line.matches() && end.find()
        ? new SeparatorLine(Optional.of(line.group(1)), end.end())
        : NONE;
  }

  /** How many rows it is. */
  int rows() {
    return length > 0 ? 1 : 0;
  }
}
