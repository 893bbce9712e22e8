package dev.rollbook.imports;

/** A tally of which each number is another. */
public final class SomeTally {

  private SomeTally() {}

  /** The numbers from 1 to 18 in the order of the components, times a factor. */
  public static Tally times(int factor) {
    return TallyBuilder.builder()
        .rows(factor)
        .created(2L * factor)
        .updated(3L * factor)
        .unchanged(4L * factor)
        .reactivated(5L * factor)
        .failed(6L * factor)
        .processingFailed(7L * factor)
        .duplicates(8L * factor)
        .warnings(9L * factor)
        .eligible(10L * factor)
        .unlisted(11L * factor)
        .deactivated(12L * factor)
        .readUnits(13.5 * factor)
        .writeUnits(14.5 * factor)
        .revised(15L * factor)
        .renamed(16L * factor)
        .skipped(17L * factor)
        .leavingList(18L * factor)
        .build();
  }
}
