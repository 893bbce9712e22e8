package dev.rollbook.imports;

import java.util.Set;

/** Which batches of an import are settled, and how they ended. */
public interface Progress {

  /**
   * Notes how a batch ended. The first note of a batch stands; a later one changes nothing.
   *
   * @param batch from 0
   * @param batches of the import in all
   * @return whether every batch of the import is settled now
   */
  boolean settle(String importId, int batch, int batches, Tally tally);

  /**
   * Under which the deactivations of an import are settled: a batch is then a key shard (SPEC D3).
   */
  static String ofDeactivation(String importId) {
    return importId + "/deactivation";
  }

  /** The same for deactivations that were held and are approved (SPEC D6). */
  static String ofApproval(String importId) {
    return importId + "/approval";
  }

  /** The same for those whose day of leaving has come (SPEC D10). */
  static String ofLeaving(String importId) {
    return importId + "/leaving";
  }

  /** The same for batches whose users were told (SPEC A9). */
  static String ofNotifications(String importId) {
    return importId + "/notifications";
  }

  /** What is settled so far. */
  Settled settled(String importId);

  /**
   * What is settled of an import.
   *
   * @param batches numbers of the settled batches
   * @param tally their sum
   */
  record Settled(Set<Integer> batches, Tally tally) {
    /** Copies the numbers. */
    public Settled {
      batches = Set.copyOf(batches);
    }
  }
}
