package dev.rollbook.together;

import dev.rollbook.together.Decided.Counted;
import dev.rollbook.together.ModelRenames.Renamed;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is to become of an import.
 *
 * @param rows of the roster
 * @param outs users that it puts out or that leave its list
 * @param staying users that are listed again, in rows that are not applied
 * @param left users not in rows that were changed since this was planned (S10)
 * @param eligible how many it could put out
 * @param incomplete whether somebody may lack in the list
 * @param renamed what users are called by then, of whom all the rest is planned
 * @param unmade new names that users could have got and did not
 */
@RecordBuilder
record ModelPlan(
    List<Decided> rows,
    Map<String, Out> outs,
    Map<String, Out> staying,
    Set<String> left,
    long eligible,
    boolean incomplete,
    Renamed renamed,
    Set<String> unmade) {

  /**
   * What is to become of a user that is written without a row.
   *
   * @param before as it is planned by
   * @param after as it is to be
   * @param counts whether it is one of those that the import puts out, not one that only leaves a
   *     list
   */
  record Out(ModelUser before, ModelUser after, boolean counts) {}

  /**
   * What an import made of a user.
   *
   * @param row that named it, 0 for none
   * @param before as it was; none if the import created it
   * @param after as the import left it
   */
  record Wrote(int row, Optional<ModelUser> before, ModelUser after) {

    /** Whether that gave it another name. */
    boolean renamed() {
      return before.filter(user -> !user.name.equals(after.name)).isPresent();
    }
  }

  static final ModelPlan NONE =
      ModelPlanBuilder.builder()
          .rows(List.of())
          .outs(Map.of())
          .staying(Map.of())
          .left(Set.of())
          .renamed(Renamed.NOBODY)
          .unmade(Set.of())
          .build();

  /** The same, changed in some parts. */
  ModelPlanBuilder with() {
    return ModelPlanBuilder.from(this);
  }

  /** Whether the user of a row gets another name. */
  boolean renames(Decided row) {
    return row.writes() && row.before().filter(renamed::isRenamed).isPresent();
  }

  /** All that get other names, as they are then. */
  Stream<ModelUser> allRenamed() {
    return Stream.concat(
        rows.stream().filter(this::renames).map(row -> row.before().orElseThrow()),
        outs.values().stream().map(Out::before).filter(renamed::isRenamed));
  }

  /** How many users it puts out. */
  int planned() {
    return (int) outs.values().stream().filter(Out::counts).count();
  }

  /** Pairs of a created user and one that is put out: with the same address, or name (D7). */
  long pairs(Predicate<Decided> created, boolean addressesOnly) {
    return rows.stream()
        .filter(row -> row.counted() == Counted.CREATED && created.test(row))
        .mapToLong(
            row ->
                outs.values().stream()
                    .filter(Out::counts)
                    .filter(
                        out ->
                            isSame(out.before(), row.after(), "E-Mail")
                                || (!addressesOnly
                                    && isSame(out.before(), row.after(), "Vorname")
                                    && isSame(out.before(), row.after(), "Nachname")))
                    .count())
        .sum();
  }

  private static boolean isSame(ModelUser one, ModelUser other, String heading) {
    return !one.text(heading).isEmpty() && one.text(heading).equals(other.text(heading));
  }

  /**
   * Whether what it puts out is held.
   *
   * @param created which rows have created their users
   * @param undoes whether it undoes an import, of whose users nobody looks renamed
   */
  boolean held(Predicate<Decided> created, boolean undoes) {
    int gone = planned();
    boolean guarded = // D4
        (gone >= 20 && gone > eligible * 0.2) || (gone >= 3 && gone > eligible * 0.5);
    return !outs.isEmpty() && (guarded || incomplete || (!undoes && pairs(created, true) > 0));
  }
}
