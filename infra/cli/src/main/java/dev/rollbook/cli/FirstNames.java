package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.rollbook.roster.FormulaGuard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first of those whose rows failed and of those whose deactivation is held, by name (SPEC
 * section 9). Reads no more of an import's files than it prints.
 */
final class FirstNames {

  private static final int AT_MOST = 10;

  private final ApiClient client;
  private final ResourceBundle words;
  private final Locale locale;

  /**
   * Asks for them as a client.
   *
   * @param words in the tenant's language, which is the locale's
   */
  FirstNames(ApiClient client, ResourceBundle words, Locale locale) {
    this.client = client;
    this.words = words;
    this.locale = locale;
  }

  /** Prints them, if there are any, below an ended import's summary. */
  void print(JsonNode summary, PrintWriter out) throws IOException, InterruptedException {
    String path = "/imports/" + ApiClient.encode(summary.path("importId").asText());
    long failed = summary.path("counts").path("failed").asLong();
    if (failed > 0 && !summary.path("failure").hasNonNull("code")) {
      heading("failed", failed, out);
      Map<String, List<String>> rows = failedRows(path);
      Map<String, String> names = names(path, rows.keySet());
      rows.forEach(
          (number, cells) ->
              out.printf(
                  locale,
                  "  %,9d  %-24s %s  %s%n",
                  Long.parseLong(number),
                  names.get(number).isEmpty() ? "–" : names.get(number),
                  cells.get(1),
                  cells.get(2)));
    }
    JsonNode deactivation = summary.path("deactivation");
    if (deactivation.path("state").asText().equals("HELD")) {
      heading("held", deactivation.path("planned").asLong(), out);
      try (Lines held = lines(path + "/deactivations")) {
        for (int i = 0; i < AT_MOST && held.next(); i++) {
          out.println("  " + held.cells().get(0));
        }
      }
    }
    out.flush();
  }

  private void heading(String word, long all, PrintWriter out) {
    out.println();
    out.printf(locale, words.getString("first." + word) + "%n", Math.min(AT_MOST, all), all);
  }

  /**
   * The first rows that failed by their numbers: number, codes, reasons, then what was uploaded.
   */
  private Map<String, List<String>> failedRows(String path)
      throws IOException, InterruptedException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    try (Lines failed = lines(path + "/failed?format=csv")) {
      while (rows.size() < AT_MOST && failed.next()) {
        rows.put(failed.cells().get(0), failed.cells());
      }
    }
    return rows;
  }

  /** The users whom some rows name, by the rows' numbers, as the report has them. */
  private Map<String, String> names(String path, Set<String> rows)
      throws IOException, InterruptedException {
    Map<String, String> names = new HashMap<>();
    try (Lines report = lines(path + "/report")) {
      while (names.size() < rows.size() && report.next()) {
        if (rows.contains(report.cells().get(0))) {
          names.putIfAbsent(report.cells().get(0), report.cells().get(1));
        }
      }
    }
    return names;
  }

  private Lines lines(String path) throws IOException, InterruptedException {
    return new Lines(
        new BufferedReader(new InputStreamReader(client.open(path), StandardCharsets.UTF_8)));
  }

  /** The lines of a table below its heading, as they were before they were guarded (SPEC A3). */
  private static final class Lines implements AutoCloseable {

    /** More characters than a heading has. */
    private static final int HEADING = 10_000_000;

    /** No first heading of ours has one. */
    private static final Pattern DELIMITER = Pattern.compile("[,;|\t]");

    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> records;
    private List<String> cells = List.of();

    Lines(BufferedReader text) throws IOException {
      text.mark(HEADING);
      Matcher delimiter = DELIMITER.matcher(text.readLine());
      text.reset();
      this.csv =
          CsvReader.builder()
              .fieldSeparator(delimiter.find() ? delimiter.group().charAt(0) : ',')
              .ofCsvRecord(text);
      this.records = csv.iterator();
      records.next();
    }

    boolean next() {
      if (!records.hasNext()) {
        return false;
      }
      cells = records.next().getFields().stream().map(FormulaGuard::unguard).toList();
      return true;
    }

    List<String> cells() {
      return cells;
    }

    @Override
    public void close() throws IOException {
      csv.close();
    }
  }
}
