package dev.rollbook.imports;

import dev.rollbook.roster.Finding;
import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.Target;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/**
 * The sentences a tenant reads, in German or English (SPEC A2, A3): what is wrong, where, and what
 * to do. Safe for use by several threads.
 *
 * <pre>{@code
 * Sentences.in("de").finding(finding); // „C“ gibt es bei „Level“ nicht zur Auswahl; …
 * }</pre>
 */
public final class Sentences {

  private static final Sentences GERMAN = new Sentences(Locale.GERMAN);
  private static final Sentences ENGLISH = new Sentences(Locale.ENGLISH);

  /** Where the patterns find the field's name; the arguments are those before it. */
  private static final int FIELD = 9;

  private static final long BYTES_PER_MEGABYTE = 1024L * 1024;

  private final Locale locale;
  private final ResourceBundle patterns;

  private Sentences(Locale locale) {
    this.locale = locale;
    this.patterns = ResourceBundle.getBundle("dev.rollbook.imports.sentences", locale);
  }

  /** The sentences of a language: {@code de} is German, everything else English. */
  public static Sentences in(String language) {
    return language.equals("de") ? GERMAN : ENGLISH;
  }

  /** What was found about a row. */
  public String finding(Finding finding) {
    List<String> arguments = finding.arguments();
    String variant =
        switch (finding.code()) {
          case MALFORMED_ROW, PROCESSING_FAILED -> suffix(argument(arguments, 0));
          case VALUE_TOO_LONG ->
              argument(arguments, 3).isEmpty() ? ".row" : suffix(argument(arguments, 2));
          case DUPLICATE_USERNAME ->
              (isSome(argument(arguments, 1)) ? ".more" : "")
                  + (argument(arguments, 2).isEmpty()
                      ? ""
                      : argument(arguments, 3).isEmpty()
                          ? ".columns"
                          : suffix(argument(arguments, 3)));
          case USERNAME_UNREADABLE -> argument(arguments, 0).isEmpty() ? ".none" : "";
          case INVALID_EMAIL -> finding.isFailure() ? ".failing" : "";
          case OPTION_UNKNOWN, SUPERVISOR_UNKNOWN ->
              argument(arguments, 1).isEmpty() ? ".none" : "";
          case SUPERVISOR_SELF -> argument(arguments, 0).isEmpty() ? ".none" : "";
          case LOOKS_RENAMED -> suffix(argument(arguments, 2));
          default -> "";
        };
    return sentence(finding.code() + variant, arguments, field(finding.field()));
  }

  /** What reading guessed or left out. */
  public List<String> notes(List<ReadingNote> notes) {
    return notes.stream()
        .map(note -> sentence("note." + note.code(), note.arguments(), ""))
        .toList();
  }

  /** Why the roster as a whole cannot be imported. */
  public String failure(RosterException.Code code, List<String> arguments) {
    String first = argument(arguments, 0);
    return switch (code) {
      case FILE_TOO_LARGE ->
          sentence(code.name(), arguments.stream().map(Sentences::megabytes).toList(), "");
      case NO_USERNAME_COLUMN ->
          sentence(
              code + (argument(arguments, 3).isEmpty() ? "" : ".delimiter"),
              arguments.stream().map(Sentences::visible).toList(),
              field(first));
      case TARGET_TWICE -> sentence(code.name(), arguments, field(first));
      case MAPPING_INVALID -> sentence(code + suffix(first), arguments, "");
      case FORMAT_UNKNOWN ->
          sentence(
              code + (first.isEmpty() ? ".none" : ""),
              arguments.stream().map(this::kind).toList(),
              "");
      case FORMAT_MISMATCH ->
          sentence(code.name(), arguments.stream().map(this::kind).toList(), "");
      // A finding has the same code.
      case TOO_MANY_GROUPS -> sentence(code + ".roster", arguments, "");
      case SHEET_MISSING -> sentence(code + (first.isEmpty() ? ".none" : ""), arguments, "");
      default -> sentence(code.name(), arguments, "");
    };
  }

  /** Why an import failed that made no progress ({@link Failure#STALLED}). */
  public String stalled() {
    return sentence(Failure.STALLED, List.of(), "");
  }

  /** Why a plan was not applied when its turn had come ({@link Failure#RULES_CHANGED}). */
  public String rulesChanged() {
    return sentence(Failure.RULES_CHANGED, List.of(), "");
  }

  /** The name of an import that applies the plan of another (SPEC S10). */
  public String nameOfApplied(String name) {
    return sentence("name.applied", List.of(name), "");
  }

  /** The name of an import that undoes another, or only shows what that would do (SPEC S11). */
  public String nameOfUndone(String name, boolean dryRun) {
    return sentence("name.undone" + (dryRun ? ".dryRun" : ""), List.of(name), "");
  }

  /**
   * Why a dropped file was not imported ({@link Failure#PROFILE_OUT_OF_DATE}).
   *
   * @param problems what of the profile does not hold any more
   */
  public String profileOutOfDate(String problems) {
    return sentence(Failure.PROFILE_OUT_OF_DATE, List.of(problems), "");
  }

  /** Why a plan of deactivations is held (SPEC D4, D5). */
  public String held(Deactivation.Reason reason) {
    return sentence(reason.name(), List.of(), "");
  }

  /** The words above what a file to mend adds: row, code and reason (SPEC A12). */
  public List<String> addedHeadings() {
    return Stream.of("row", "code", "reason")
        .map(column -> patterns.getString("failed." + column))
        .toList();
  }

  /**
   * The four messages of an import that has ended (SPEC A2): users created, updated and
   * deactivated, rows failed.
   *
   * @param dryRun whether they only would have been
   */
  public List<String> messages(Counts counts, boolean dryRun) {
    String variant = dryRun ? ".dryRun" : "";
    return List.of(
        count("created" + variant, counts.created()),
        count("updated" + variant, counts.updated()),
        count("deactivated" + variant, counts.deactivated()),
        count("failed" + variant, counts.failed()));
  }

  /** A field's name: the tenant's own of a property. */
  private String field(String target) {
    if (target.startsWith(Target.PROPERTY_PREFIX)) {
      return target.substring(Target.PROPERTY_PREFIX.length());
    }
    return target.isEmpty() ? "" : patterns.getString("field." + target);
  }

  /** What a kind of file is called; others by their own name. */
  private String kind(String kind) {
    String key = "kind." + kind;
    return patterns.containsKey(key) ? patterns.getString(key) : kind.toUpperCase(Locale.ROOT);
  }

  private String count(String key, long number) {
    return new MessageFormat(patterns.getString(key), locale).format(new Object[] {number});
  }

  private String sentence(String key, List<String> arguments, String field) {
    Object[] facts = new Object[FIELD + 1];
    Arrays.fill(facts, "");
    for (int i = 0; i < Math.min(arguments.size(), FIELD); i++) {
      facts[i] = arguments.get(i);
    }
    facts[FIELD] = field;
    return new MessageFormat(pattern(key), locale).format(facts);
  }

  /** That of the key, else of the code alone: a report is not to fail for a missing nuance. */
  private String pattern(String key) {
    return patterns.getString(
        patterns.containsKey(key) ? key : key.substring(0, key.lastIndexOf('.')));
  }

  /** A delimiter that can be seen. */
  private static String visible(String delimiter) {
    return delimiter.equals("\t") ? "Tab" : delimiter;
  }

  private static String megabytes(String bytes) {
    return Long.toString((Long.parseLong(bytes) + BYTES_PER_MEGABYTE - 1) / BYTES_PER_MEGABYTE);
  }

  private static String argument(List<String> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : "";
  }

  private static boolean isSome(String count) {
    return !count.isEmpty() && !count.equals("0");
  }

  private static String suffix(String variant) {
    return variant.isEmpty() ? "" : "." + variant;
  }
}
