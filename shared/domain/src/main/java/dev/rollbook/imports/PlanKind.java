package dev.rollbook.imports;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a plan does with a user (SPEC A10). */
public enum PlanKind {
  /** There is none of that name yet. */
  CREATE,
  /** A value changes. */
  UPDATE,
  /** It gets another name. */
  RENAME,
  /** It becomes active again. */
  REACTIVATE,
  /** It becomes inactive. */
  DEACTIVATE;

  /** Its name in the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a name in the API. */
  public static Optional<PlanKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
