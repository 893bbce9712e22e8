package dev.rollbook.imports;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rollbook.Json;
import dev.rollbook.directory.ImportRules;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.renames.Renames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an import leaves in the results bucket while it runs, for its own later steps. Everything
 * that decides what gets written is stored once, before the first write that follows from it, and
 * read back ever after: that is what makes a step safe to do again.
 */
public final class ImportFiles {

  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

  private final ObjectStore results;
  private final String work;
  private final String kept;
  private final String rows;

  /** The files of one import. */
  public ImportFiles(ObjectStore results, String tenant, String importId) {
    this.results = results;
    this.work = "work/" + tenant + "/" + importId + "/";
    this.kept = "results/" + tenant + "/" + importId + "/";
    this.rows = "rows/" + tenant + "/" + importId;
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

  /** What becomes of the roster's renames; empty before it is decided, or if there are none. */
  public Optional<Renames> renames() {
    return results.get(work + "renames.json").map(json -> Json.parse(json, Renames.class));
  }

  /** Stores what becomes of the roster's renames, unless that has been done: then that stands. */
  public Renames decideRenames(Renames renames) {
    return results.putIfAbsent(work + "renames.json", Json.bytes(renames))
        ? renames
        : renames().orElseThrow();
  }

  /** The new names that users did not get; empty before all were tried. */
  public Optional<List<String>> failedRenames() {
    return results.get(work + "renames-failed.json").map(json -> parse(json, NAMES));
  }

  /** Stores which new names users did not get, unless that has been done: then that stands. */
  public List<String> endRenames(Collection<String> failed) {
    List<String> names = failed.stream().sorted().toList();
    return results.putIfAbsent(work + "renames-failed.json", Json.bytes(names))
        ? names
        : failedRenames().orElseThrow();
  }

  /** Whether all that refers to renamed users has followed. */
  public boolean renamesFollowed() {
    return results.get(work + "renames-followed.json").isPresent();
  }

  /** Notes that all that refers to renamed users has followed. */
  public void putRenamesFollowed() {
    results.put(work + "renames-followed.json", Json.bytes(true));
  }

  /**
   * Stores the plan of a batch, unless it has one: then that one stands. Whoever stores it has
   * claimed how the batch is settled.
   *
   * @return the plan that stands
   */
  public StandingPlan claim(int batch, BatchPlan plan) {
    String key = work + "plans/" + number(batch);
    return results.putIfAbsent(key, Json.bytes(plan))
        ? new StandingPlan(plan, false)
        : new StandingPlan(plan(key).orElseThrow(), true);
  }

  /** The plan of a batch as it was planned; empty before. */
  public Optional<BatchPlan> plan(int batch) {
    return plan(work + "plans/" + number(batch));
  }

  /**
   * The plan of a batch, as it ended if that differs from how it was planned; empty before it was
   * planned.
   */
  public Optional<BatchPlan> settledPlan(int batch) {
    return plan(work + "outcomes/" + number(batch)).or(() -> plan(batch));
  }

  /**
   * Stores how a batch ended where that is not as planned, unless that has been done.
   *
   * @return what stands
   */
  public BatchPlan outcome(int batch, BatchPlan ended) {
    String key = work + "outcomes/" + number(batch);
    return results.putIfAbsent(key, Json.bytes(ended)) ? ended : plan(key).orElseThrow();
  }

  private Optional<BatchPlan> plan(String key) {
    return results.get(key).map(json -> Json.parse(json, BatchPlan.class));
  }

  /** Stores who looks renamed, unless that has been done: then that stands (SPEC D7). */
  public Lookalikes lookalikes(Lookalikes found) {
    return results.putIfAbsent(work + "lookalikes.json", Json.bytes(found))
        ? found
        : lookalikes().orElseThrow();
  }

  /** Who looks renamed; empty where nobody was looked for. */
  public Optional<Lookalikes> lookalikes() {
    return results.get(work + "lookalikes.json").map(json -> Json.parse(json, Lookalikes.class));
  }

  /** Stores how many users the plan writes; from then on it can be looked at (SPEC A10). */
  public void putPlanCounts(PlanCounts counts) {
    results.put(work + "plan-counts.json", Json.bytes(counts));
  }

  /** How many users the plan writes; empty while not every row is planned. */
  public Optional<PlanCounts> planCounts() {
    return results.get(work + "plan-counts.json").map(json -> Json.parse(json, PlanCounts.class));
  }

  /** Stores the names of the groups that a dry run would make (SPEC S4). */
  public void putPlannedGroups(Collection<String> names) {
    results.put(work + "groups.json", Json.bytes(List.copyOf(names)));
  }

  /** The names of the groups that a dry run would make. */
  public List<String> plannedGroups() {
    return results.get(work + "groups.json").map(json -> parse(json, NAMES)).orElse(List.of());
  }

  /**
   * Stores what came of the deactivations of some batches, unless that has been done: then that
   * stands.
   *
   * @param pass which deactivations
   * @param batch the first of them
   */
  public DeactivatedPart deactivated(Pass pass, int shard, int batch, DeactivatedPart part) {
    String key = deactivatedKey(pass, shard, batch);
    return results.putIfAbsent(key, Json.bytes(part))
        ? part
        : deactivated(pass, shard, batch).orElseThrow();
  }

  /** What came of the deactivations of some batches; empty before they were tried. */
  public Optional<DeactivatedPart> deactivated(Pass pass, int shard, int batch) {
    return results
        .get(deactivatedKey(pass, shard, batch))
        .map(json -> Json.parse(json, DeactivatedPart.class));
  }

  /** What is stored of the deactivations of a key shard, part by part. */
  public List<DeactivatedPart> deactivatedParts(Pass pass, Workload workload, int shard) {
    int last = workload.batchesOf(shard).max().orElse(0);
    List<DeactivatedPart> parts = new ArrayList<>();
    Optional<DeactivatedPart> part = deactivated(pass, shard, workload.firstBatches().get(shard));
    while (part.isPresent()) {
      parts.add(part.get());
      int next = part.get().next();
      part = next <= last ? deactivated(pass, shard, next) : Optional.empty();
    }
    return parts;
  }

  /** The users that were to be deactivated, were not as planned any more and stay as they are. */
  public Set<String> leftByDeactivation(Pass pass, Workload workload) {
    Set<String> left = new HashSet<>();
    for (int shard = 0; shard < KeyShard.COUNT; shard++) {
      deactivatedParts(pass, workload, shard).forEach(part -> left.addAll(part.left()));
    }
    return left;
  }

  private String deactivatedKey(Pass pass, int shard, int batch) {
    return work + pass.folder + "/" + number(shard) + "/" + number(batch);
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

  /** The key of the part of the change log that the rows make. */
  public String rowChanges() {
    return work + Result.CHANGES.fileName();
  }

  /** The key of the report, the change log or the planned deactivations (SPEC A3, D6). */
  public String result(Result result) {
    return kept + result.fileName();
  }

  /** Begins to keep the rows of the roster, anew if they were kept before (SPEC A12). */
  public KeptRowsWriter keepRows() throws IOException {
    return new KeptRowsWriter(results.writer(rows, "application/gzip"));
  }

  /** The rows of the roster; empty if it has none, or they are too old. */
  public Optional<KeptRowsReader> keptRows() throws IOException {
    Optional<InputStream> stored = results.open(rows, "");
    return stored.isPresent() ? KeptRowsReader.of(stored.get()) : Optional.empty();
  }

  private static <T> T parse(byte[] json, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored plan is damaged", e);
    }
  }

  private static String number(int number) {
    return String.format(Locale.ROOT, "%06d", number);
  }

  /**
   * A batch's plan.
   *
   * @param plan that stands
   * @param tried whether an earlier try had stored it, and may have applied it or a part of it
   */
  public record StandingPlan(BatchPlan plan, boolean tried) {}

  /** Which deactivations. */
  public enum Pass {
    /** Those that the import does by itself. */
    IMPORT("deactivated"),
    /** Those that were held and then approved (SPEC D6). */
    APPROVAL("approved");

    private final String folder;

    Pass(String folder) {
      this.folder = folder;
    }
  }

  /**
   * What came of the deactivations of some batches of a key shard.
   *
   * @param next the first batch that is not among them
   * @param done users set inactive
   * @param left users that were not as planned any more, and stay as they are
   * @param writeUnits write capacity consumed
   */
  public record DeactivatedPart(int next, long done, Set<String> left, double writeUnits) {
    /** Copies the names. */
    public DeactivatedPart {
      left = Set.copyOf(left);
    }
  }

  /** What a tenant may download. */
  public enum Result {
    /** Failed rows and warnings. */
    REPORT("report.csv"),
    /** Fields before and after. */
    CHANGES("changes.csv"),
    /** Users that the plan deactivates. */
    DEACTIVATIONS("deactivations.csv"),
    /** Failed rows to mend, as text (SPEC A12). */
    FAILED_CSV("failed.csv"),
    /** Failed rows to mend, as a workbook. */
    FAILED_XLSX("failed.xlsx");

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
