package dev.rollbook.imports;

/**
 * The two buckets.
 *
 * @param uploads rosters, which go soon
 * @param results plans, reports and change logs
 */
public record Buckets(ObjectStore uploads, ObjectStore results) {

  /** What an import leaves in the results bucket. */
  public ImportFiles files(Import of) {
    return new ImportFiles(results, of.tenant(), of.importId());
  }
}
