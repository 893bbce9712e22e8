package dev.rollbook.imports;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rollbook.Json;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.PlannedRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What an import leaves in the results bucket while it runs, for its own later steps. Everything
 * that decides what gets written is stored once, before the first write that follows from it, and
 * read back ever after: that is what makes a step safe to do again.
 */
public final class ImportFiles {

  private static final TypeReference<List<PlannedRow>> ROWS = new TypeReference<>() {};
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

  private final ObjectStore results;
  private final String work;
  private final String kept;

  /** The files of one import. */
  public ImportFiles(ObjectStore results, String tenant, String importId) {
    this.results = results;
    this.work = "work/" + tenant + "/" + importId + "/";
    this.kept = "results/" + tenant + "/" + importId + "/";
  }

  /** The rules frozen at the start; empty before. */
  public Optional<ImportRules> rules() {
    return results.get(work + "rules.json").map(json -> Json.parse(json, ImportRules.class));
  }

  /** Freezes the rules, unless that has been done: then those that are frozen stand. */
  public ImportRules freeze(ImportRules rules) {
    return results.putIfAbsent(work + "rules.json", Json.bytes(rules))
        ? rules
        : rules().orElseThrow(() -> new IllegalStateException("no rules at " + work));
  }

  /**
   * Stores the plan of a batch, unless it has one: then that one stands.
   *
   * @return the plan that stands
   */
  public StandingPlan plan(int batch, List<PlannedRow> rows) {
    return standing(work + "plans/" + number(batch), rows);
  }

  /**
   * The plan of a batch, as it ended if that differs from how it was planned; empty before it was
   * planned.
   */
  public Optional<List<PlannedRow>> settledRows(int batch) {
    return results
        .get(work + "outcomes/" + number(batch))
        .or(() -> results.get(work + "plans/" + number(batch)))
        .map(ImportFiles::rows);
  }

  /** The plan of a batch as it was planned; empty before. */
  public Optional<List<PlannedRow>> plannedRows(int batch) {
    return results.get(work + "plans/" + number(batch)).map(ImportFiles::rows);
  }

  /**
   * Stores how the rows of a batch ended where that is not as planned, unless that has been done.
   */
  public List<PlannedRow> outcome(int batch, List<PlannedRow> rows) {
    return standing(work + "outcomes/" + number(batch), rows).rows();
  }

  /** Stores the names of the groups that a dry run would make (SPEC S4). */
  public void putPlannedGroups(Collection<String> names) {
    results.put(work + "groups.json", Json.bytes(List.copyOf(names)));
  }

  /** The names of the groups that a dry run would make. */
  public List<String> plannedGroups() {
    return results.get(work + "groups.json").map(json -> parse(json, NAMES)).orElse(List.of());
  }

  /** Stores the listed usernames of a key shard, in the shard's order. */
  public void putListed(int shard, List<String> usernames) {
    results.put(
        work + "listed/" + number(shard),
        String.join("\n", usernames).getBytes(StandardCharsets.UTF_8));
  }

  /** The listed usernames of a key shard, in the shard's order. */
  public List<String> listed(int shard) {
    return results.get(work + "listed/" + number(shard)).map(ImportFiles::lines).orElseThrow();
  }

  /**
   * Stores the plan for the unlisted users of a key shard, unless it has one: then that one stands.
   */
  public UnlistedPlan unlisted(int shard, UnlistedPlan plan) {
    String key = work + "unlisted/" + number(shard);
    return results.putIfAbsent(key, Json.bytes(plan))
        ? plan
        : Json.parse(results.get(key).orElseThrow(), UnlistedPlan.class);
  }

  /** The plan for the unlisted users of a key shard; empty before it was made. */
  public Optional<UnlistedPlan> unlisted(int shard) {
    return results
        .get(work + "unlisted/" + number(shard))
        .map(json -> Json.parse(json, UnlistedPlan.class));
  }

  /** Stores which users of a key shard were set inactive. */
  public void putDeactivated(int shard, List<String> usernames) {
    results.put(
        work + "deactivated/" + number(shard),
        String.join("\n", usernames).getBytes(StandardCharsets.UTF_8));
  }

  /** Which users of a key shard were set inactive; empty before that was done. */
  public Optional<List<String>> deactivated(int shard) {
    return results.get(work + "deactivated/" + number(shard)).map(ImportFiles::lines);
  }

  /** Stores what reading found, for a review. */
  public void putPreview(Preview preview) {
    results.put(work + "preview.json", Json.bytes(preview));
  }

  /** What reading found; empty for an import that is not reviewed, or has ended. */
  public Optional<Preview> preview() {
    return results.get(work + "preview.json").map(json -> Json.parse(json, Preview.class));
  }

  /**
   * Removes what reading found. It shows samples of every column, and a review may have made one of
   * them the password's (SPEC A8).
   */
  public void deletePreview() {
    results.deleteAllVersions(work + "preview.json");
  }

  /** The key of the report, the change log or the planned deactivations (SPEC A3, D6). */
  public String result(Result result) {
    return kept + result.fileName();
  }

  private StandingPlan standing(String key, List<PlannedRow> rows) {
    if (results.putIfAbsent(key, Json.bytes(rows))) {
      return new StandingPlan(rows, false);
    }
    return new StandingPlan(rows(results.get(key).orElseThrow()), true);
  }

  private static List<PlannedRow> rows(byte[] json) {
    return parse(json, ROWS);
  }

  private static <T> T parse(byte[] json, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored plan is damaged", e);
    }
  }

  private static List<String> lines(byte[] text) {
    return text.length == 0
        ? List.of()
        : Arrays.asList(new String(text, StandardCharsets.UTF_8).split("\n"));
  }

  private static String number(int number) {
    return String.format("%06d", number);
  }

  /**
   * A batch's plan.
   *
   * @param rows in the order of the batch
   * @param tried whether an earlier try had stored it, and may have applied it or a part of it
   */
  public record StandingPlan(List<PlannedRow> rows, boolean tried) {}

  /**
   * The unlisted users of a key shard.
   *
   * @param deactivatable active users that an import may deactivate, listed or not (SPEC D4)
   * @param usernames those of them that are not listed, in the shard's order
   */
  public record UnlistedPlan(long deactivatable, List<String> usernames) {
    /** Copies the names. */
    public UnlistedPlan {
      usernames = List.copyOf(usernames);
    }
  }

  /** What a tenant may download. */
  public enum Result {
    /** Failed rows and warnings. */
    REPORT("report.csv"),
    /** Fields before and after. */
    CHANGES("changes.csv"),
    /** Users that the plan deactivates. */
    DEACTIVATIONS("deactivations.csv");

    private final String fileName;

    Result(String fileName) {
      this.fileName = fileName;
    }

    /** The name of the file. */
    public String fileName() {
      return fileName;
    }
  }
}
