package dev.rollbook.reader;

import dev.rollbook.roster.Finding;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.RowSink;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What reading makes of a file, as lines that a table of cases can hold: one per row ({@code 2 anna
 * APPLY email=a@x.de}, a failure as {@code !CODE(field: arguments)}, a warning with {@code ?}), and
 * one for the exception if the file as a whole fails.
 */
final class Shown {

  private Shown() {}

  /** Characters that cannot be seen, as the table of cases writes them. */
  static String visible(String text) {
    return text.replace("\r", "␍").replace("\n", "␊").replace("\t", "⇥");
  }

  /** The characters that a case stands for. */
  static String text(String visible) {
    return visible.replace("␍", "\r").replace("␊", "\n").replace("⇥", "\t").replace("␀", "\0");
  }

  static Path file(Path folder, String text, Charset charset) {
    return file(folder, text.getBytes(charset));
  }

  static Path file(Path folder, byte[] bytes) {
    try {
      return Files.write(Files.createTempFile(folder, "roster", ".any"), bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> rows(Path folder, String text, ReadingOptions options) {
    return rows(file(folder, text, StandardCharsets.UTF_8), options);
  }

  static Judgement judge(Path file, ReadingOptions options) throws RosterException, IOException {
    return Roster.judge(file, ContentProbe.of(file), options);
  }

  /** The same with so many bytes of rows in memory. */
  static Judgement judge(Path file, ReadingOptions options, int budget)
      throws RosterException, IOException {
    return Roster.judge(file, ContentProbe.of(file), options, RowSink.NONE, budget, RowSpool.DISK);
  }

  static List<String> rows(Path file, ReadingOptions options) {
    try {
      return rows(judge(file, options));
    } catch (RosterException e) {
      return List.of(e.code() + " " + e.arguments());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> rows(Judgement judgement) {
    List<String> lines = new ArrayList<>();
    for (RosterRow row : all(judgement)) {
      lines.add(visible(row(row)));
    }
    return lines;
  }

  static List<RosterRow> all(Judgement judgement) {
    List<RosterRow> rows = new ArrayList<>();
    entries(
        judgement,
        entry -> {
          if (entry.isRow()) {
            rows.add(entry.row());
          }
        });
    rows.sort(Comparator.comparingInt(RosterRow::number).thenComparing(RosterRow::username));
    return rows;
  }

  /** Every username that the roster names. */
  static List<String> listed(Judgement judgement) {
    Set<String> listed = new TreeSet<>();
    entries(judgement, entry -> listed.add(entry.username()));
    listed.remove("");
    return List.copyOf(listed);
  }

  private static void entries(Judgement judgement, EntryConsumer consumer) {
    try {
      judgement.entries(consumer);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String row(RosterRow row) {
    StringBuilder line = new StringBuilder();
    line.append(row.number()).append(' ').append(row.username().isEmpty() ? "-" : row.username());
    line.append(' ').append(row.verdict());
    new TreeMap<>(row.values())
        .forEach(
            (target, cell) -> {
              if (!target.equals("username")) {
                line.append(' ').append(target).append('=').append(cell);
              }
            });
    for (Finding finding : row.findings()) {
      line.append(finding.isFailure() ? " !" : " ?").append(finding.code()).append('(');
      line.append(finding.field());
      line.append(finding.field().isEmpty() || finding.arguments().isEmpty() ? "" : ": ");
      line.append(finding.arguments().stream().collect(Collectors.joining("|"))).append(')');
    }
    if (!row.rosterSupervisors().isEmpty()) {
      line.append(" supervisors").append(row.rosterSupervisors());
    }
    line.append(row.missing().isEmpty() ? "" : " missing" + row.missing());
    return line.toString();
  }
}
