package dev.rollbook.reader;

import dev.rollbook.roster.CellText;
import dev.rollbook.roster.EmailAddress;
import dev.rollbook.roster.Headings;
import dev.rollbook.roster.Reading.Column;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds out what each column feeds (SPEC R7, R8): first the import's mapping, then the headings. Of
 * two headings for one target the first counts, except for tags, which any number may feed.
 */
final class ColumnPlanner {

  private static final Target IGNORE = new Target.Ignore();
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");

  private final ReadingOptions options;
  private final Headings headings;
  private final Target key;

  ColumnPlanner(ReadingOptions options) {
    this.options = options;
    headings = new Headings(options.properties());
    key = options.matchByEmail() ? Target.Field.EMAIL : Target.Field.USERNAME;
  }

  /**
   * The plan for a file that begins with this row.
   *
   * @param resend whether it lacks the column of passwords, whatever the mapping says (SPEC A12)
   */
  ColumnPlan plan(TableRow first, String delimiter, DelimiterAdvice advice, boolean resend)
      throws RosterException {
    List<String> cells = first.cells().stream().map(CellText::clean).toList();
    boolean single = options.matchByEmail() && lastFilled(cells) == 0;
    boolean header =
        options.header() && !(single && isAddressed(cells.get(0)) && !isMapped(cells.get(0)));
    int width = width(first, cells, header);
    List<String> names =
        IntStream.range(0, width).mapToObj(i -> header ? cells.get(i) : "").toList();
    List<Target> targets = targets(names, header, resend);
    if (single && width > 0 && !targets.contains(key) && targets.get(0).equals(IGNORE)) {
      targets.set(0, key);
    }
    if (options.matchByEmail()) {
      targets.replaceAll(target -> target == Target.Field.USERNAME ? IGNORE : target);
    }
    if (!targets.contains(key)) {
      throw new RosterException(
          Code.NO_USERNAME_COLUMN,
          key.text(),
          seen(names, header),
          delimiter,
          advice.betterFor(key));
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      String name = names.get(i).isEmpty() ? Integer.toString(i + 1) : names.get(i);
      columns.add(new Column(Column.shown(name), targets.get(i)));
    }
    return new ColumnPlan(
        header,
        columns,
        unmapped(targets, names, header),
        targets.indexOf(key),
        options.matchByEmail());
  }

  /** The columns that feed nothing, but for those that the mapping leaves out (SPEC R13). */
  private List<Integer> unmapped(List<Target> targets, List<String> names, boolean header) {
    Set<Integer> leftOut =
        options.mapping().stream()
            .filter(wish -> wish.target().equals(IGNORE))
            .flatMap(wish -> find(wish.column(), names, header).stream().boxed())
            .collect(Collectors.toSet());
    return IntStream.range(0, targets.size())
        .filter(i -> targets.get(i).equals(IGNORE) && !leftOut.contains(i))
        .boxed()
        .toList();
  }

  private boolean isMapped(String heading) {
    return options.mapping().stream()
        .anyMatch(wish -> CellText.clean(wish.column()).equals(heading));
  }

  private static boolean isAddressed(String cell) {
    return EmailAddress.isValid(EmailAddress.within(cell)) || !EmailAddress.several(cell).isEmpty();
  }

  /** Whether a row holds addresses and nothing else, as a list of people to be reached does. */
  boolean isOfAddressesAlone(List<String> cells) {
    return options.matchByEmail()
        && options.mapping().isEmpty()
        && cells.stream()
            .map(CellText::clean)
            .allMatch(cell -> cell.isEmpty() || isAddressed(cell));
  }

  /** How many columns of a header row feed something; tells a good delimiter from a bad one. */
  int recognized(List<String> header) {
    try {
      List<Target> targets = targets(header.stream().map(CellText::clean).toList(), true, false);
      return (int) targets.stream().filter(target -> !target.equals(IGNORE)).count();
    } catch (RosterException e) {
      // Read with this delimiter the mapping does not fit, so it says nothing for it.
      return (int)
          header.stream()
              .filter(heading -> headings.target(heading).isPresent())
              .distinct()
              .count();
    }
  }

  /** Whether a header row, by its headings, has a column for a target. */
  boolean has(Target target, List<String> header) {
    return header.stream().anyMatch(h -> headings.target(h).filter(target::equals).isPresent());
  }

  /** Whether the mapping gives the username by a column's number, so that no heading tells it. */
  boolean keyGoesByNumber() {
    return options.mapping().stream()
        .anyMatch(wish -> wish.target().equals(key) && NUMBER.matcher(wish.column()).matches());
  }

  /** Whether a row, were it the header, names the username's column. */
  boolean namesKey(List<String> cells) {
    return named(cells).contains(key);
  }

  /** Whether it names another target as well. */
  boolean namesKeyAndMore(List<String> cells) {
    Set<Target> named = named(cells);
    return named.contains(key) && named.size() > 1;
  }

  /** What the cells of a row name, by the mapping and as headings. */
  private Set<Target> named(List<String> cells) {
    Set<Target> named = new HashSet<>();
    for (String cell : cells) {
      String normal = Headings.normalize(cell);
      if (normal.isEmpty()) {
        continue;
      }
      Optional<Target> mapped =
          options.mapping().stream()
              .filter(wish -> Headings.normalize(wish.column()).equals(normal))
              .map(Column::target)
              .findFirst();
      mapped.or(() -> headings.target(cell)).ifPresent(named::add);
    }
    named.remove(IGNORE);
    return named;
  }

  private int width(TableRow first, List<String> cells, boolean header) throws RosterException {
    if (first instanceof TableRow.Damaged damaged && header) {
      throw new RosterException(
          Code.HEADER_MALFORMED,
          Integer.toString(first.number()),
          Integer.toString(damaged.cells().size() + 1));
    }
    int filled = lastFilled(cells) + 1;
    int declared = first instanceof TableRow.Sound sound ? sound.width() : cells.size();
    int needed = filled == cells.size() ? declared : filled;
    if (needed > ReaderLimits.COLUMNS) {
      throw new RosterException(
          Code.TOO_MANY_COLUMNS, Integer.toString(ReaderLimits.COLUMNS), Integer.toString(needed));
    }
    return Math.min(declared, ReaderLimits.COLUMNS);
  }

  private static int lastFilled(List<String> cells) {
    int last = cells.size() - 1;
    while (last >= 0 && cells.get(last).isEmpty()) {
      last--;
    }
    return last;
  }

  private List<Target> targets(List<String> names, boolean header, boolean resend)
      throws RosterException {
    List<Target> targets = new ArrayList<>(java.util.Collections.nCopies(names.size(), IGNORE));
    Set<Integer> settled = new HashSet<>();
    Set<Target> taken = new HashSet<>();
    for (Column wish : options.mapping()) {
      OptionalInt found = find(wish.column(), names, header);
      if (found.isEmpty() && resend && wish.target() == Target.Field.PASSWORD) {
        continue;
      }
      int column =
          found.orElseThrow(
              () -> new RosterException(Code.MAPPING_INVALID, "column", wish.column()));
      checkProperty(wish.target());
      boolean twice = !isRepeatable(wish.target()) && !taken.add(wish.target());
      if (twice || !settled.add(column)) {
        throw new RosterException(Code.TARGET_TWICE, wish.target().text(), wish.column());
      }
      targets.set(column, wish.target());
    }
    for (int i = 0; i < names.size(); i++) {
      Optional<Target> exact = headings.exact(names.get(i));
      if (exact.isPresent() && !settled.contains(i) && taken.add(exact.get())) {
        targets.set(i, exact.get());
        settled.add(i);
      }
    }
    for (int i = 0; i < names.size(); i++) {
      Target target = headings.target(names.get(i)).orElse(IGNORE);
      if (!settled.contains(i) && (isRepeatable(target) || taken.add(target))) {
        targets.set(i, target);
      }
    }
    return targets;
  }

  private static boolean isRepeatable(Target target) {
    return target == Target.Field.TAGS || target.equals(IGNORE);
  }

  private void checkProperty(Target target) throws RosterException {
    if (target instanceof Target.Property property
        && !options.properties().contains(property.name())) {
      throw new RosterException(Code.MAPPING_INVALID, "property", property.name());
    }
  }

  /** By the exact heading, whole or as it is shown, else by what matters of it, else by number. */
  private static OptionalInt find(String wish, List<String> names, boolean header) {
    if (header) {
      int whole = names.indexOf(CellText.clean(wish));
      int exact = whole >= 0 ? whole : names.stream().map(Column::shown).toList().indexOf(wish);
      if (exact >= 0 && !names.get(exact).isEmpty()) {
        return OptionalInt.of(exact);
      }
      String normal = Headings.normalize(wish);
      OptionalInt similar =
          IntStream.range(0, names.size())
              .filter(i -> !normal.isEmpty() && Headings.normalize(names.get(i)).equals(normal))
              .findFirst();
      if (similar.isPresent()) {
        return similar;
      }
    }
    return NUMBER.matcher(wish).matches() && Integer.parseInt(wish) <= names.size()
        ? OptionalInt.of(Integer.parseInt(wish) - 1)
        : OptionalInt.empty();
  }

  private static String seen(List<String> names, boolean header) {
    if (!header) {
      return "1 – " + names.size();
    }
    String joined = String.join(", ", names.stream().filter(name -> !name.isEmpty()).toList());
    return joined.length() <= 300 ? joined : joined.substring(0, 299) + "…";
  }
}
