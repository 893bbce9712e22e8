package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What takes turns in a tenant (SPEC S5, D6, G8): whatever writes users beside the hands of people.
 * Its text form is the kind and the id with a colon between them.
 *
 * @param kind what it is
 * @param id of the import, or of the change
 */
public record Ticket(Kind kind, String id) {

  /** What can take a turn. */
  public enum Kind {
    /** An import that is ready. */
    IMPORT,
    /** The held deactivations of an import, which somebody approved; the id is the import's. */
    APPROVAL,
    /** Those whose day of leaving has come (SPEC D10); the id is the import's that set it. */
    LEAVING,
    /** A change of a group or property that moves users. */
    CHANGE
  }

  /** The ticket of an import. */
  public static Ticket ofImport(String importId) {
    return new Ticket(Kind.IMPORT, importId);
  }

  /** The ticket of an import's approved deactivations. */
  public static Ticket ofApproval(String importId) {
    return new Ticket(Kind.APPROVAL, importId);
  }

  /** The ticket of those who leave on the day that an import set. */
  public static Ticket ofLeaving(String importId) {
    return new Ticket(Kind.LEAVING, importId);
  }

  /** The ticket of a change of a group or property. */
  public static Ticket ofChange(String changeId) {
    return new Ticket(Kind.CHANGE, changeId);
  }

  /**
   * The ticket of a text form.
   *
   * @throws IllegalArgumentException if it is none
   */
  @JsonCreator
  public static Ticket parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a ticket: " + text);
    }
    return new Ticket(Kind.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }

  /** The text form. */
  @JsonValue
  public String text() {
    return kind + ":" + id;
  }
}
