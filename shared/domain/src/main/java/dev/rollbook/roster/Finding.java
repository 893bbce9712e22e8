package dev.rollbook.roster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * One thing found about a row. The sentence a tenant reads is made from it in the tenant's language
 * when the report is written, so a finding carries facts only, and never a password.
 *
 * @param code what was found
 * @param severity whether it fails the row; differs from the code's own for {@link
 *     FindingCode#INVALID_EMAIL} with {@code matchBy: email}, and for a row of which only the
 *     rename was made
 * @param field the target it is about ({@code email}, {@code property:Region}), or empty for the
 *     whole row
 * @param arguments the facts of the sentence in the order its pattern numbers them: values, limits,
 *     row numbers
 */
public record Finding(
    FindingCode code, FindingCode.Severity severity, String field, List<String> arguments) {

  /** Copies the arguments. */
  public Finding {
    arguments = List.copyOf(arguments);
  }

  /** A finding with its code's own severity. */
  public static Finding of(FindingCode code, String field, String... arguments) {
    return new Finding(code, code.severity(), field, List.of(arguments));
  }

  /** The same finding as a failure of its row. */
  public Finding failing() {
    return new Finding(code, FindingCode.Severity.FAILURE, field, arguments);
  }

  /** The same finding as a warning, of a row that was applied in part. */
  public Finding warning() {
    return new Finding(code, FindingCode.Severity.WARNING, field, arguments);
  }

  /** Whether it keeps its row from being applied. */
  @JsonIgnore
  public boolean isFailure() {
    return severity == FindingCode.Severity.FAILURE;
  }
}
