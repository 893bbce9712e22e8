package dev.rollbook.reader;

import dev.rollbook.reader.JudgedRow.Naming;
import dev.rollbook.roster.CellText;
import dev.rollbook.roster.CommaList;
import dev.rollbook.roster.EmailAddress;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Judges a row by itself: whom it names, what it gives, what is wrong with it. */
final class RowJudge {

  private static final int SHOWN_CHARACTERS = 100;

  private final ColumnPlan plan;
  private final int[] mapped;
  private final int[] tags;
  private final int[] supervisors;
  private final OptionalInt email;
  private final OptionalInt groups;

  RowJudge(ColumnPlan plan) {
    this.plan = plan;
    mapped = columns(plan, target -> !(target instanceof Target.Ignore));
    tags = columns(plan, target -> target == Target.Field.TAGS);
    supervisors =
        columns(
            plan,
            target ->
                target == Target.Field.SUPERVISOR || target == Target.Field.SECOND_SUPERVISOR);
    email = plan.column(Target.Field.EMAIL);
    groups = plan.column(Target.Field.GROUPS);
  }

  private static int[] columns(ColumnPlan plan, java.util.function.Predicate<Target> which) {
    return java.util.stream.IntStream.range(0, plan.width())
        .filter(i -> which.test(plan.target(i)))
        .toArray();
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
    return true;
  }

  /** The row judged; empty if it is blank. */
  Optional<JudgedRow> judge(TableRow row) {
    List<String> cells = new ArrayList<>(Math.max(plan.width(), row.cells().size()));
    int last = -1;
    for (String cell : row.cells()) {
      String clean = CellText.clean(cell);
      if (!clean.isEmpty()) {
        last = cells.size();
      }
      cells.add(clean);
    }
    if (row instanceof TableRow.Damaged damaged) {
      return Optional.of(damaged(damaged, cells));
    }
    if (last < 0) {
      return Optional.empty();
    }
    while (cells.size() < plan.width()) {
      cells.add("");
    }
    return Optional.of(sound((TableRow.Sound) row, cells));
  }

  private JudgedRow damaged(TableRow.Damaged row, List<String> cells) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.of(
            FindingCode.MALFORMED_ROW,
            "",
            row.damage().name(),
            Integer.toString(row.cells().size() + 1),
            Integer.toString(plan.width())));
    if (row.absorbed() || plan.key() >= cells.size()) {
      List<String> shifted = plan.key() < cells.size() ? List.of(cells.get(plan.key())) : List.of();
      return new JudgedRow(row.number(), Naming.UNREADABLE, "", cells, findings, shifted, 0);
    }
    Key key = key(cells, Set.of(), findings);
    return new JudgedRow(
        row.number(), key.naming(), key.username(), cells, findings, List.of(), unlike(row));
  }

  private JudgedRow sound(TableRow.Sound row, List<String> cells) {
    List<Finding> findings = new ArrayList<>();
    int surplus = surplus(row, cells);
    if (surplus > 0) {
      findings.add(
          Finding.of(
              FindingCode.MALFORMED_ROW,
              "",
              "TOO_MANY_CELLS",
              Integer.toString(Math.max(row.width(), plan.width() + surplus)),
              Integer.toString(plan.width())));
    }
    checkCharacters(cells, findings);
    Key key = key(cells, row.cut(), findings);
    checkKeyLooks(row, key, findings);
    checkLengths(row, cells, findings);
    checkEmail(cells, findings);
    checkLists(cells, findings);
    if (plan.matchByEmail()) {
      lowerSupervisors(cells);
    }
    List<String> shifted = surplus == 0 ? List.of() : shifted(cells, surplus);
    long content = surplus == 0 ? content(cells) : unlike(row);
    return new JudgedRow(
        row.number(), key.naming(), key.username(), cells, findings, shifted, content);
  }

  /** How many cells past the header's width hold something (SPEC R4). */
  private int surplus(TableRow.Sound row, List<String> cells) {
    int width = plan.header() ? plan.width() : Limits.COLUMNS;
    int surplus = Math.max(0, row.width() - Math.max(width, cells.size()));
    for (int i = width; i < cells.size(); i++) {
      surplus += cells.get(i).isEmpty() ? 0 : 1;
    }
    return surplus;
  }

  private List<String> shifted(List<String> cells, int surplus) {
    int end = (int) Math.min(cells.size(), 1L + plan.key() + surplus);
    return cells.subList(plan.key(), end).stream()
        .map(this::asUsername)
        .filter(name -> !name.isEmpty() && CellText.utf8Length(name) <= Limits.USERNAME_BYTES)
        .toList();
  }

  private record Key(Naming naming, String username) {
    private static final Key NONE = new Key(Naming.NAMELESS, "");
    private static final Key UNREADABLE = new Key(Naming.UNREADABLE, "");
  }

  private Key key(List<String> cells, Set<Integer> cut, List<Finding> findings) {
    String cell = cells.get(plan.key());
    String field = plan.target(plan.key()).text();
    if (cell.isEmpty() && !cut.contains(plan.key())) {
      findings.add(Finding.of(FindingCode.USERNAME_MISSING, field));
      return Key.NONE;
    }
    OptionalInt invalid = CellText.firstInvalidInUsername(cell);
    if (invalid.isPresent()) {
      if (CellText.firstInvalid(cell).isEmpty()) {
        findings.add(invalidCharacter(invalid.getAsInt(), plan.key()));
      }
      return Key.UNREADABLE;
    }
    String username = asUsername(cell);
    int bytes = CellText.utf8Length(username);
    if (bytes > Limits.USERNAME_BYTES || cut.contains(plan.key())) {
      findings.add(tooLong(field, Limits.USERNAME_BYTES, bytes, "bytes", plan.name(plan.key())));
      return Key.NONE;
    }
    return new Key(Naming.NAMED, username);
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
    for (int i = 0; i < cells.size() && findings.size() < Limits.FINDINGS; i++) {
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
    int bytes = 0;
    for (int i : mapped) {
      String cell = cells.get(i);
      bytes += CellText.utf8Length(cell);
      if ((cell.length() > Limits.CELL_CHARACTERS || row.cut().contains(i))
          && i != plan.key()
          && findings.size() < Limits.FINDINGS) {
        findings.add(
            tooLong(
                plan.target(i).text(),
                Limits.CELL_CHARACTERS,
                Math.max(cell.length(), Limits.CELL_CHARACTERS + 1),
                "characters",
                plan.name(i)));
      }
    }
    if (bytes > Limits.ROW_BYTES) {
      findings.add(tooLong("", Limits.ROW_BYTES, bytes, "bytes", ""));
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

  private void checkEmail(List<String> cells, List<Finding> findings) {
    if (email.isEmpty() || cells.get(email.getAsInt()).isEmpty()) {
      return;
    }
    String address = cells.get(email.getAsInt());
    String field = Target.Field.EMAIL.text();
    if (!EmailAddress.isValid(address)) {
      Finding invalid = Finding.of(FindingCode.INVALID_EMAIL, field, shown(address));
      findings.add(plan.matchByEmail() ? invalid.failing() : invalid);
    } else if (SpreadsheetDamage.inEmail(address)) {
      findings.add(Finding.of(FindingCode.LOOKS_DAMAGED, field, address));
    }
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
          Limits.GROUPS,
          findings);
    }
    if (tags.length > 0) {
      checkList(FindingCode.TOO_MANY_TAGS, Target.Field.TAGS, tags(cells), Limits.TAGS, findings);
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

  /** Where addresses are usernames, the supervisor's is its lower-cased one too. */
  private void lowerSupervisors(List<String> cells) {
    for (int i : supervisors) {
      if (EmailAddress.isValid(cells.get(i))) {
        cells.set(i, asUsername(cells.get(i)));
      }
    }
  }

  private long content(List<String> cells) {
    ContentHash hash = new ContentHash();
    for (int i : mapped) {
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

  /** What a sound row gives, by target text; an address that is none is not taken (SPEC U9). */
  Map<String, String> values(JudgedRow row) {
    Map<String, String> values = new LinkedHashMap<>(2 * mapped.length);
    for (int i : mapped) {
      String cell = row.cells().get(i);
      if (!cell.isEmpty()) {
        String other = values.put(plan.target(i).text(), cell);
        if (other != null) {
          values.put(plan.target(i).text(), other + "," + cell);
        }
      }
    }
    if (!row.findings().isEmpty()
        && row.findings().stream().anyMatch(f -> f.code() == FindingCode.INVALID_EMAIL)) {
      values.remove(Target.Field.EMAIL.text());
    }
    return values;
  }
}
