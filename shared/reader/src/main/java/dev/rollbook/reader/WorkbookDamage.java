package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;

/** Says that a workbook is damaged, and where. */
final class WorkbookDamage {

  private WorkbookDamage() {}

  /** Damage that a parser stumbled over. */
  static RosterException in(String part, Exception cause) {
    RosterException damage = in(part, cause.getClass().getSimpleName());
    damage.initCause(cause);
    return damage;
  }

  /** Damage of a kind. */
  static RosterException in(String part, String what) {
    return new RosterException(Code.WORKBOOK_UNREADABLE, part, what);
  }
}
