package dev.rollbook.parse;

import dev.rollbook.directory.Meter;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Preview;
import dev.rollbook.imports.Sentences;
import dev.rollbook.reader.Judgement;
import dev.rollbook.roster.Finding;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the preview of a roster that waits for a review (SPEC S3, R12). */
final class Previewing {

  private static final int ROWS = 20;
  private static final int FINDINGS = 100;

  /** Enough to know a value by; some hundred of the longest would be too much for an answer. */
  private static final int CHARACTERS = 200;

  private final Users users;

  Previewing(Users users) {
    this.users = users;
  }

  Preview preview(Import reading, Judgement judgement) throws RosterException, IOException {
    List<RosterRow> first = new ArrayList<>();
    Map<FindingCode, Long> counts = new EnumMap<>(FindingCode.class);
    List<Preview.RowFinding> findings = new ArrayList<>();
    Sentences sentences = Sentences.in(reading.language());
    judgement.rows(
        row -> {
          if (first.size() < ROWS) {
            first.add(row);
          }
          for (Finding finding : row.findings()) {
            counts.merge(finding.code(), 1L, Long::sum);
            if (findings.size() < FINDINGS) {
              findings.add(
                  new Preview.RowFinding(
                      row.number(),
                      row.username(),
                      finding.code(),
                      finding.field(),
                      sentences.finding(finding)));
            }
          }
          return true;
        });
    Set<String> existing =
        users.existing(
            reading.tenant(),
            first.stream()
                .map(RosterRow::username)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList(),
            new Meter());
    return new Preview(
        judgement.reading(),
        judgement.columns().stream()
            .map(column -> new Preview.Column(column.column(), column.target(), column.samples()))
            .toList(),
        first.stream().map(row -> row(row, existing.contains(row.username()))).toList(),
        judgement.counts().emitted(),
        counts,
        findings);
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
