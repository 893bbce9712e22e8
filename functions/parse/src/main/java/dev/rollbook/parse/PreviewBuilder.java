package dev.rollbook.parse;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Preview;
import dev.rollbook.imports.Sentences;
import dev.rollbook.reader.Judgement;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes the preview of a roster that waits for a review (SPEC S3, R12). */
final class PreviewBuilder {

  private static final int ROWS = 20;
  private static final int FINDINGS = 100;

  /** Enough to know a value by; some hundred of the longest would be too much for an answer. */
  private static final int CHARACTERS = 200;

  private final Users users;

  PreviewBuilder(Users users) {
    this.users = users;
  }

  Preview preview(Import reading, Judgement judgement) throws IOException {
    FirstRows first = new FirstRows(ROWS);
    FirstRows withFindings = new FirstRows(FINDINGS);
    Map<FindingCode, Long> counts = new EnumMap<>(FindingCode.class);
    judgement.entries(
        entry -> {
          if (entry.isRow()) {
            RosterRow row = entry.row();
            first.add(row);
            if (!row.findings().isEmpty()) {
              withFindings.add(row);
            }
            row.findings().forEach(finding -> counts.merge(finding.code(), 1L, Long::sum));
          }
        });
    Set<String> existing =
        users.existing(
            reading.tenant(),
            first.rows().stream()
                .map(RosterRow::username)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList(),
            new Meter());
    Sentences sentences = Sentences.in(reading.language());
    return new Preview(
        judgement.reading(sentences),
        judgement.columns().stream()
            .map(
                column ->
                    new Preview.Column(
                        column.column(), column.target(), column.samples(), column.skipped()))
            .toList(),
        first.rows().stream().map(row -> row(row, existing.contains(row.username()))).toList(),
        judgement.counts().emitted(),
        counts,
        findings(withFindings.rows(), sentences));
  }

  private static List<Preview.RowFinding> findings(
      Collection<RosterRow> rows, Sentences sentences) {
    return rows.stream()
        .flatMap(
            row ->
                row.findings().stream()
                    .map(
                        finding ->
                            new Preview.RowFinding(
                                row.number(),
                                row.username(),
                                finding.code(),
                                finding.field(),
                                sentences.finding(finding))))
        .limit(FINDINGS)
        .toList();
  }

  /** The first rows of the file, among rows that come in any order. */
  private static final class FirstRows {
    private final int most;
    // A cell with several addresses is several rows of one number.
    private final TreeSet<RosterRow> rows =
        new TreeSet<>(
            Comparator.comparingInt(RosterRow::number).thenComparing(RosterRow::username));

    FirstRows(int most) {
      this.most = most;
    }

    void add(RosterRow row) {
      rows.add(row);
      if (rows.size() > most) {
        rows.pollLast();
      }
    }

    Collection<RosterRow> rows() {
      return rows;
    }
  }

  private static Preview.Row row(RosterRow row, boolean exists) {
    Map<String, String> values = new HashMap<>(row.values());
    values.remove(Target.Field.PASSWORD.text()); // SPEC A8
    values.replaceAll((target, value) -> shortened(value));
    return new Preview.Row(row.number(), row.username(), exists, values);
  }

  private static String shortened(String value) {
    if (value.length() <= CHARACTERS) {
      return value;
    }
    boolean halvesPair = Character.isHighSurrogate(value.charAt(CHARACTERS - 1));
    return value.substring(0, halvesPair ? CHARACTERS - 1 : CHARACTERS) + "…";
  }
}
