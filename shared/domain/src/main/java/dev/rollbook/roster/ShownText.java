package dev.rollbook.roster;

/** A text from a file as it is shown: cut, for a file may hold megabytes where a name should be. */
public final class ShownText {

  private ShownText() {}

  /**
   * The text, or its beginning.
   *
   * @param most characters of it
   */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
