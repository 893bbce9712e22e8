package dev.rollbook.directory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells one state of a user from all others: the turn that wrote it last and the edit by hand that
 * did. Each write of a turn raises the one, and each edit replaces the other. With it goes which
 * batch of the last import wrote the user, so that its plan can be found again (SPEC A11).
 *
 * @param turn the number of the turn, empty for none
 * @param edit the edit's token, empty for none
 * @param batch of {@link User#lastImportId}, {@link #NO_BATCH} if it is not known; tells no states
 *     apart
 */
public record Revision(String turn, String edit, int batch) {

  /** The batch of a user that no import wrote. */
  public static final int NO_BATCH = -1;

  private static final String SEPARATOR = "/";
  private static final Pattern TEXT =
      Pattern.compile("(\\d*)" + SEPARATOR + "([^/]*)(?:" + SEPARATOR + "(\\d{1,9}))?");

  /** The revision of a text; one that no user can have, if the text is none. */
  public static Revision parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return new Revision("", SEPARATOR + text, NO_BATCH);
    }
    String batch = parts.group(3);
    return new Revision(
        parts.group(1), parts.group(2), batch == null ? NO_BATCH : Integer.parseInt(batch));
  }

  /** The text form, which is {@link User#revision}. */
  public String text() {
    return turn + SEPARATOR + edit + (batch == NO_BATCH ? "" : SEPARATOR + batch);
  }

  /** Whether it is the same state of a user. */
  public boolean isSame(Revision other) {
    return turn.equals(other.turn) && edit.equals(other.edit);
  }

  /** The state that a turn's write leaves, if nobody else writes in between. */
  public Revision writtenBy(long number) {
    return new Revision(Long.toString(number), edit, batch);
  }
}
