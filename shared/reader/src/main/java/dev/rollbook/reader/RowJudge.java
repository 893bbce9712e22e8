package dev.rollbook.reader;

import dev.rollbook.reader.JudgedRow.Naming;
import dev.rollbook.roster.CellText;
import dev.rollbook.roster.CommaList;
import dev.rollbook.roster.EmailAddress;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Judges a row by itself: whom it names, what it gives, what is wrong with it. */
final class RowJudge {

  private static final int SHOWN_CHARACTERS = 100;

  /** Bytes of a character of UTF-16 in UTF-8, at most. */
  private static final int UTF8_LONGEST = 3;

  private final ColumnPlan plan;
  private final RowTargets targets;
  private final List<String> heading;
  private final boolean mayEndEarly;
  private final int[] mapped;
  private final int[] unmapped;
  private final int[] tags;
  private final int[] otherNames;
  private final OptionalInt email;
  private final OptionalInt groups;
  private final OptionalInt oldUsername;
  private int repeatedHeadings;

  /**
   * Judges the rows of a plan's columns.
   *
   * @param heading the cells of the header; none if there is no header
   * @param mayEndEarly whether cells at a row's end may be missing
   */
  RowJudge(ColumnPlan plan, RowTargets targets, List<String> heading, boolean mayEndEarly) {
    this.plan = plan;
    this.targets = targets;
    this.heading = withoutEmptyEnd(heading.stream().map(CellText::clean).toList());
    this.mayEndEarly = mayEndEarly;
    mapped = columns(plan, target -> !(target instanceof Target.Ignore));
    unmapped = plan.unmapped().stream().mapToInt(column -> column).toArray();
    tags = columns(plan, target -> target == Target.Field.TAGS);
    otherNames =
        columns(
            plan,
            target ->
                target == Target.Field.SUPERVISOR
                    || target == Target.Field.SECOND_SUPERVISOR
                    || target == Target.Field.OLD_USERNAME);
    email = plan.column(Target.Field.EMAIL);
    groups = plan.column(Target.Field.GROUPS);
    oldUsername = plan.column(Target.Field.OLD_USERNAME);
  }

  private static int[] columns(ColumnPlan plan, java.util.function.Predicate<Target> which) {
    return IntStream.range(0, plan.width()).filter(i -> which.test(plan.target(i))).toArray();
  }

  /** Whether all its cells are empty (SPEC R6). */
  static boolean isBlank(TableRow row) {
    if (row instanceof TableRow.Damaged) {
      return false;
    }
    for (String cell : row.cells()) {
      if (!CellText.clean(cell).isEmpty()) {
        return false;
      }
    }
    return ((TableRow.Sound) row).unusable().isEmpty();
  }

  /** The row judged; empty if it is blank, or the header once more (SPEC R15). */
  Optional<JudgedRow> judge(TableRow row) {
    List<String> cells = new ArrayList<>(Math.max(plan.width(), row.cells().size()));
    int last = -1;
    for (int i = 0; i < row.cells().size(); i++) {
      String clean = CellText.clean(row.cells().get(i));
      if (!clean.isEmpty()) {
        last = cells.size();
      }
      cells.add(clean);
    }
    if (row instanceof TableRow.Damaged damaged) {
      return Optional.of(damaged(damaged, cells));
    }
    TableRow.Sound sound = (TableRow.Sound) row;
    if (last < 0 && !sound.unusable().contains(plan.key())) {
      return Optional.empty();
    }
    if (isHeading(cells, last)) {
      repeatedHeadings++;
      return Optional.empty();
    }
    int width = mayEndEarly ? Math.min(cells.size(), plan.width()) : plan.width();
    while (cells.size() < plan.width()) {
      cells.add("");
    }
    return Optional.of(sound(sound, cells, Math.min(width, firstUnknown(sound, cells))));
  }

  /**
   * The first column whose cell is not empty to a person, but gives no value: a formula that was
   * never calculated (SPEC R16). From there on the row clears nothing, as if it ended there.
   */
  private int firstUnknown(TableRow.Sound row, List<String> cells) {
    if (row.unusable().isEmpty()) { // as of nearly all
      return plan.width();
    }
    return row.unusable().stream()
        .mapToInt(column -> column)
        .filter(column -> column != plan.key() && column < plan.width())
        .filter(column -> cells.get(column).isEmpty())
        .min()
        .orElse(plan.width());
  }

  /** What its values are the values of. */
  RowTargets targets() {
    return targets;
  }

  private static List<String> withoutEmptyEnd(List<String> cells) {
    int end = cells.size();
    while (end > 0 && cells.get(end - 1).isEmpty()) {
      end--;
    }
    return cells.subList(0, end);
  }

  /** Whether a row is the header; the username's cell alone tells it of nearly all. */
  private boolean isHeading(List<String> cells, int last) {
    return last + 1 == heading.size()
        && plan.key() <= last
        && cells.get(plan.key()).equalsIgnoreCase(heading.get(plan.key()))
        && IntStream.range(0, last + 1)
            .allMatch(i -> cells.get(i).equalsIgnoreCase(heading.get(i)));
  }

  /** How many rows were the header once more. */
  int repeatedHeadings() {
    return repeatedHeadings;
  }

  private JudgedRow damaged(TableRow.Damaged row, List<String> cells) {
    List<Finding> findings = malformed(row.damage().name(), row.cells().size() + 1);
    if (row.absorbed() || plan.key() >= cells.size()) {
      boolean tells = plan.key() < cells.size() && passwordColumn().isEmpty(); // SPEC A8
      List<String> shifted = tells ? List.of(cells.get(plan.key())) : List.of();
      return JudgedRowBuilder.builder()
          .number(row.number())
          .naming(Naming.UNREADABLE)
          .username("")
          .cells(cells)
          .findings(findings)
          .shifted(shifted)
          .width(plan.width())
          .build();
    }
    Key key = key(cells, Set.of(), new ArrayList<>());
    return malformed(row, cells, key, findings, key.alike());
  }

  private List<Finding> malformed(String reason, int cells) {
    return new ArrayList<>(
        List.of(
            Finding.of(
                FindingCode.MALFORMED_ROW,
                "",
                reason,
                Integer.toString(cells),
                Integer.toString(plan.width()))));
  }

  /**
   * A row of which one thing is said: what else is wrong with its cells may be the quote's or the
   * shift's doing, and shows when that is mended (SPEC R3, R4).
   */
  private JudgedRow malformed(
      TableRow row, List<String> cells, Key key, List<Finding> findings, List<String> listed) {
    return JudgedRowBuilder.builder()
        .number(row.number())
        .naming(key.naming())
        .username(key.username())
        .cells(cells)
        .findings(findings)
        .shifted(listed)
        .width(plan.width())
        .content(unlike(row))
        .build();
  }

  private JudgedRow sound(TableRow.Sound row, List<String> cells, int width) {
    int surplus = surplus(row, cells);
    if (surplus > 0) {
      return surplus(row, cells, surplus);
    }
    List<Finding> findings = new ArrayList<>();
    checkCharacters(cells, findings);
    boolean addressed = readEmail(cells);
    Key key =
        row.unusable().contains(plan.key())
            ? unusableKey(cells, findings)
            : key(cells, row.cut(), findings);
    checkKeyLooks(row, key, findings);
    checkLengths(row, cells, findings);
    checkEmail(cells, addressed, findings);
    checkLists(cells, findings);
    if (plan.matchByEmail()) {
      lowerSupervisors(cells);
    }
    List<String> alike = plan.matchByEmail() && !addressed ? mentioned(cells) : key.alike();
    boolean nobodys = plan.matchByEmail() && !addressed && alike.isEmpty();
    return JudgedRowBuilder.builder()
        .number(row.number())
        .naming(nobodys ? Naming.UNREADABLE : key.naming()) // SPEC D5
        .username(key.username())
        .cells(cells)
        .findings(findings)
        .shifted(alike)
        .width(width)
        .content(content(cells))
        .build();
  }

  /**
   * A row whose cells have shifted: none of them is looked at for what it means, since nobody knows
   * which is which (SPEC R4).
   */
  private JudgedRow surplus(TableRow.Sound row, List<String> cells, int surplus) {
    List<Finding> findings =
        malformed("TOO_MANY_CELLS", Math.max(row.width(), plan.width() + surplus));
    Key key = key(cells, row.cut(), new ArrayList<>());
    boolean hides =
        candidates(cells, surplus)
            .anyMatch(i -> mayBePassword(i, surplus) && !cells.get(i).isEmpty());
    String named = mayBePassword(plan.key(), surplus) ? "" : key.username();
    Key told = hides ? new Key(Naming.UNREADABLE, named, List.of()) : key;
    return malformed(row, cells, told, findings, shifted(cells, surplus));
  }

  /** The columns in which the username may be, if so many cells came before it. */
  private IntStream candidates(List<String> cells, int surplus) {
    return IntStream.range(plan.key(), (int) Math.min(cells.size(), 1L + plan.key() + surplus));
  }

  /** Whether a shifted cell may be the password: then it is told to nobody (SPEC A8). */
  private boolean mayBePassword(int column, int surplus) {
    OptionalInt password = passwordColumn();
    return password.isPresent()
        && column >= password.getAsInt()
        && column - password.getAsInt() <= surplus;
  }

  private OptionalInt passwordColumn() {
    return plan.column(Target.Field.PASSWORD);
  }

  /** How many cells past the header's width hold something (SPEC R4). */
  private int surplus(TableRow.Sound row, List<String> cells) {
    int width = plan.header() ? plan.width() : ReaderLimits.COLUMNS;
    int surplus = Math.max(0, row.width() - Math.max(width, cells.size()));
    for (int i = width; i < cells.size(); i++) {
      surplus += cells.get(i).isEmpty() ? 0 : 1;
    }
    return surplus;
  }

  private List<String> shifted(List<String> cells, int surplus) {
    return candidates(cells, surplus)
        .filter(i -> !mayBePassword(i, surplus))
        .mapToObj(i -> asUsername(cells.get(i)))
        .filter(name -> !name.isEmpty() && CellText.utf8Length(name) <= ReaderLimits.USERNAME_BYTES)
        .toList();
  }

  /** Whom a row names; alike are names that nobody could tell from it. */
  private record Key(Naming naming, String username, List<String> alike) {
    private static final Key NONE = new Key(Naming.NAMELESS, "", List.of());
    private static final Key UNREADABLE = new Key(Naming.UNREADABLE, "", List.of());
  }

  private Key unusableKey(List<String> cells, List<Finding> findings) {
    findings.add(
        Finding.of(
            FindingCode.USERNAME_UNREADABLE,
            plan.target(plan.key()).text(),
            shown(cells.get(plan.key()))));
    return Key.UNREADABLE;
  }

  private Key key(List<String> cells, Set<Integer> cut, List<Finding> findings) {
    String cell = cells.get(plan.key());
    String field = plan.target(plan.key()).text();
    if (cell.isEmpty() && !cut.contains(plan.key())) {
      findings.add(Finding.of(FindingCode.USERNAME_MISSING, field));
      return isAnybody(cells) ? Key.UNREADABLE : Key.NONE; // SPEC D5
    }
    if (SpreadsheetDamage.isError(cell)) {
      return unusableKey(cells, findings);
    }
    OptionalInt invalid = CellText.firstInvalidInUsername(cell);
    if (invalid.isPresent()) {
      if (CellText.firstInvalid(cell).isEmpty()) {
        findings.add(invalidCharacter(invalid.getAsInt(), plan.key()));
      }
      return CellText.firstInvalid(cell).isEmpty() && !hasLayout(cell)
          ? invisible(asUsername(cell))
          : Key.UNREADABLE;
    }
    String username = asUsername(cell);
    int bytes = CellText.utf8Length(username);
    if (bytes > ReaderLimits.USERNAME_BYTES || cut.contains(plan.key())) {
      findings.add(
          tooLong(field, ReaderLimits.USERNAME_BYTES, bytes, "bytes", plan.name(plan.key())));
      return Key.UNREADABLE; // somebody is meant, by more than a name
    }
    return new Key(Naming.NAMED, username, List.of());
  }

  private static boolean hasLayout(String cell) {
    return cell.indexOf('\t') >= 0 || cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0;
  }

  /** SPEC R5: the name as it stands fails, and so does nobody by the name that a person sees. */
  private static Key invisible(String username) {
    String visible = CellText.visible(username);
    return CellText.utf8Length(username) > ReaderLimits.USERNAME_BYTES
        ? new Key(Naming.NAMELESS, "", List.of(visible))
        : new Key(Naming.NAMED, username, List.of(visible));
  }

  /** Whether a row without a username has another value, and so means somebody. */
  private boolean isAnybody(List<String> cells) {
    for (int i : mapped) {
      if (i < cells.size() && !cells.get(i).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private String asUsername(String cell) {
    return plan.matchByEmail() ? cell.toLowerCase(Locale.ROOT) : cell;
  }

  private void checkKeyLooks(TableRow.Sound row, Key key, List<Finding> findings) {
    if (key.naming() == Naming.NAMED
        && !plan.matchByEmail()
        && (row.dates().contains(plan.key()) || SpreadsheetDamage.inUsername(key.username()))) {
      findings.add(
          Finding.of(FindingCode.LOOKS_DAMAGED, Target.Field.USERNAME.text(), key.username()));
    }
  }

  private void checkCharacters(List<String> cells, List<Finding> findings) {
    for (int i = 0; i < cells.size() && findings.size() < ReaderLimits.FINDINGS; i++) {
      OptionalInt invalid = CellText.firstInvalid(cells.get(i));
      if (invalid.isPresent()) {
        findings.add(invalidCharacter(invalid.getAsInt(), i));
      }
    }
  }

  private Finding invalidCharacter(int character, int column) {
    Target target = plan.target(column);
    String field = target instanceof Target.Ignore ? "" : target.text();
    return Finding.of(
        FindingCode.INVALID_CHARACTER, field, "U+%04X".formatted(character), plan.name(column));
  }

  private void checkLengths(TableRow.Sound row, List<String> cells, List<Finding> findings) {
    int characters = 0;
    boolean whole = row.cut().isEmpty();
    for (int i : mapped) {
      String cell = cells.get(i);
      characters += cell.length();
      if ((cell.length() > ReaderLimits.CELL_CHARACTERS || (!whole && row.cut().contains(i)))
          && i != plan.key()
          && findings.size() < ReaderLimits.FINDINGS) {
        findings.add(
            tooLong(
                plan.target(i).text(),
                ReaderLimits.CELL_CHARACTERS,
                Math.max(cell.length(), ReaderLimits.CELL_CHARACTERS + 1),
                "characters",
                plan.name(i)));
      }
    }
    if (characters <= ReaderLimits.ROW_BYTES / UTF8_LONGEST) {
      return; // whatever they are
    }
    int bytes = Arrays.stream(mapped).map(i -> CellText.utf8Length(cells.get(i))).sum();
    if (bytes > ReaderLimits.ROW_BYTES) {
      findings.add(tooLong("", ReaderLimits.ROW_BYTES, bytes, "bytes", ""));
    }
  }

  private static Finding tooLong(String field, int limit, int length, String unit, String column) {
    return Finding.of(
        FindingCode.VALUE_TOO_LONG,
        field,
        Integer.toString(limit),
        Integer.toString(length),
        unit,
        column);
  }

  /** Takes an address as a person reads it; whether the cell is empty or gives one. */
  private boolean readEmail(List<String> cells) {
    if (email.isEmpty() || cells.get(email.getAsInt()).isEmpty()) {
      return true;
    }
    String cell = cells.get(email.getAsInt());
    if (EmailAddress.isValid(cell)) {
      return true;
    }
    String within = EmailAddress.within(cell);
    cells.set(email.getAsInt(), within);
    return !within.equals(cell);
  }

  private void checkEmail(List<String> cells, boolean valid, List<Finding> findings) {
    if (email.isEmpty() || cells.get(email.getAsInt()).isEmpty()) {
      return;
    }
    String address = cells.get(email.getAsInt());
    String field = Target.Field.EMAIL.text();
    if (!valid) {
      Finding invalid = Finding.of(FindingCode.INVALID_EMAIL, field, shown(address));
      findings.add(plan.matchByEmail() ? invalid.failing() : invalid);
    } else if (SpreadsheetDamage.inEmail(address)) {
      findings.add(Finding.of(FindingCode.LOOKS_DAMAGED, field, address));
    }
  }

  /** SPEC U9: a cell that is no address fails, and those whom it mentions are listed. */
  private List<String> mentioned(List<String> cells) {
    return EmailAddress.mentioned(cells.get(plan.key())).stream().map(this::asUsername).toList();
  }

  private static String shown(String value) {
    return value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "…";
  }

  private void checkLists(List<String> cells, List<Finding> findings) {
    if (groups.isPresent()) {
      checkList(
          FindingCode.TOO_MANY_GROUPS,
          Target.Field.GROUPS,
          List.of(cells.get(groups.getAsInt())),
          ReaderLimits.GROUPS,
          findings);
    }
    if (tags.length > 0) {
      checkList(
          FindingCode.TOO_MANY_TAGS, Target.Field.TAGS, tags(cells), ReaderLimits.TAGS, findings);
    }
  }

  private static void checkList(
      FindingCode code, Target field, List<String> cells, int limit, List<Finding> findings) {
    if (CommaList.exceeds(cells, limit)) {
      int count = CommaList.parts(cells).size();
      findings.add(
          Finding.of(code, field.text(), Integer.toString(limit), Integer.toString(count)));
    }
  }

  private List<String> tags(List<String> cells) {
    List<String> listed = new ArrayList<>(tags.length);
    for (int i : tags) {
      listed.add(cells.get(i));
    }
    return listed;
  }

  /** Where addresses are usernames, those of others and old ones are lower-cased too. */
  private void lowerSupervisors(List<String> cells) {
    for (int i : otherNames) {
      if (EmailAddress.isValid(cells.get(i))) {
        cells.set(i, asUsername(cells.get(i)));
      }
    }
  }

  /** What the user was called before, which is listed, whatever becomes of the row (SPEC U14). */
  List<String> oldUsername(JudgedRow row) {
    int column = oldUsername.orElse(row.cells().size());
    return column < row.cells().size() ? List.of(asUsername(row.cells().get(column))) : List.of();
  }

  private long content(List<String> cells) {
    ContentHash hash = new ContentHash();
    for (int i : mapped) {
      hash.add(cells.get(i));
    }
    for (int i : unmapped) {
      hash.add(cells.get(i));
    }
    return hash.value();
  }

  /** A damaged row says nothing for certain, so it never says the same as another. */
  private static long unlike(TableRow row) {
    ContentHash hash = new ContentHash();
    hash.add(row.number());
    hash.add(~row.number());
    return hash.value();
  }

  /**
   * What a row gives, by target: nothing if it failed. An address that is none is not taken (SPEC
   * U9).
   */
  String[] values(JudgedRow row) {
    if (row.failed()) {
      return targets.none();
    }
    String[] values = targets.values(row.cells());
    for (Finding finding : row.findings()) {
      if (finding.code() == FindingCode.INVALID_EMAIL) {
        targets.dropEmail(values);
      }
    }
    return values;
  }
}
