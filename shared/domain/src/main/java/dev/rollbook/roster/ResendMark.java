package dev.rollbook.roster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The mark in the headings of the columns that a file to mend adds (SPEC A12), as in {@code Reason
 * (Rollbook 01J… CSV -7)}. It is the same in every language, and tells such a file from others when
 * it is imported again.
 *
 * @param importId the import whose failed rows the file has
 * @param guarded whether its cells are guarded against formulas ({@link FormulaGuard})
 * @param leftOut numbers, from 1, of the uploaded columns that it leaves out, since they may hold
 *     passwords (SPEC A8), in order
 */
public record ResendMark(String importId, boolean guarded, List<Integer> leftOut) {

  private static final Pattern HEADING =
      Pattern.compile(
          ".{1,60} ?\\(Rollbook ([0-9A-HJKMNP-TV-Z]{26})( CSV)?((?: -[1-9]\\d{0,2})*)\\)",
          Pattern.CASE_INSENSITIVE);

  /** Copies the numbers. */
  public ResendMark {
    leftOut = List.copyOf(leftOut);
  }

  /** A heading that carries the mark. */
  public String heading(String words) {
    return "%s (Rollbook %s%s%s)"
        .formatted(
            words,
            importId,
            guarded ? " CSV" : "",
            leftOut.stream().map(number -> " -" + number).collect(Collectors.joining()));
  }

  /** The mark that a heading carries, if it does. */
  public static Optional<ResendMark> of(String heading) {
    Matcher mark = HEADING.matcher(CellText.clean(heading));
    return mark.matches()
        ? Optional.of(
            new ResendMark(
                mark.group(1).toUpperCase(Locale.ROOT),
                mark.group(2) != null,
                Arrays.stream(mark.group(3).split(" -"))
                    .filter(number -> !number.isEmpty())
                    .map(Integer::valueOf)
                    .toList()))
        : Optional.empty();
  }
}
