package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * What ties an import to others: the one whose stored plan it carries out in place of a roster, and
 * the one that carries out or undoes its own (SPEC S10, S11).
 *
 * @param applies the dry run whose plan it applies, empty for none
 * @param undoes the import that it undoes, empty for none
 * @param force whether a plan is applied by other rules than it was made by
 * @param followedBy the import that applies or undoes this one, empty while none does
 * @param approvalTurn the number of the turn in which its approved deactivations were applied, 0
 *     for none (SPEC D6)
 * @param approvedAt when that was
 * @param eligible users that an import may deactivate, counted before an undo (SPEC D4)
 * @param leavingTurn the number of the turn in which those left who were to leave on the day that
 *     it set, 0 for none (SPEC D10)
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
@RecordBuilder
public record Links(
    String applies,
    String undoes,
    boolean force,
    String followedBy,
    long approvalTurn,
    Instant approvedAt,
    long eligible,
    long leavingTurn) {

  /** An import of a roster that nothing follows. */
  public static final Links NONE = LinksBuilder.builder().build();

  /** What is absent in stored JSON is none. */
  public Links {
    applies = applies == null ? "" : applies;
    undoes = undoes == null ? "" : undoes;
    followedBy = followedBy == null ? "" : followedBy;
    approvedAt = approvedAt == null ? Instant.EPOCH : approvedAt;
  }

  /**
   * Those of an import that applies a plan.
   *
   * @param undoes what the plan undoes, empty if it was made from a roster
   */
  public static Links applying(String dryRun, String undoes, boolean force) {
    return LinksBuilder.builder().applies(dryRun).undoes(undoes).force(force).build();
  }

  /** Those of an import that undoes another. */
  public static Links undoing(String undone) {
    return LinksBuilder.builder().undoes(undone).build();
  }

  /** Those of an import that another one applies or undoes. */
  Links followedBy(String importId) {
    return LinksBuilder.from(this).followedBy(importId).build();
  }

  /** Those of an import whose held deactivations were applied. */
  Links approved(long turn, Instant at) {
    return LinksBuilder.from(this).approvalTurn(turn).approvedAt(at).build();
  }

  /** Those of an import on whose day of leaving its users have left. */
  Links left(long turn) {
    return LinksBuilder.from(this).leavingTurn(turn).build();
  }

  /** Those of an undo before which so many users could be deactivated. */
  Links withEligible(long users) {
    return LinksBuilder.from(this).eligible(users).build();
  }

  /** Whether it carries out a stored plan, and has no roster. */
  @JsonIgnore
  public boolean isDerived() {
    return !source().isEmpty();
  }

  /** Whether it takes back what another did. */
  @JsonIgnore
  public boolean isUndo() {
    return !undoes.isEmpty();
  }

  /** Whether it applies a plan as it stands. */
  @JsonIgnore
  public boolean isApplied() {
    return !applies.isEmpty();
  }

  /** The import whose stored plan it goes by, empty for none. */
  @JsonIgnore
  public String source() {
    return applies.isEmpty() ? undoes : applies;
  }

  /** Whether another import applies or undoes it. */
  @JsonIgnore
  public boolean isFollowed() {
    return !followedBy.isEmpty();
  }
}
