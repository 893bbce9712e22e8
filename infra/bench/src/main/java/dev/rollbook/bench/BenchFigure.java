package dev.rollbook.bench;

import java.util.Locale;

/**
 * A row of the table.
 *
 * @param what is measured
 * @param ours as measured, with its unit
 * @param peer likewise, empty without one
 * @param ratio what the target is about
 * @param target what is to be reached, empty where nothing is
 */
public record BenchFigure(
    String what, String ours, String peer, String ratio, String target, Verdict verdict) {

  /** Whether the target was reached. */
  enum Verdict {
    REACHED("yes"),
    MISSED("NO"),
    /** There is no target. */
    NOTED(""),
    /** It could not be measured here; the row says why. */
    SKIPPED("skipped"),
    /** It could not be measured for a fault; the row says which. */
    FAILED("FAILED");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    static Verdict of(boolean reached) {
      return reached ? REACHED : MISSED;
    }
  }

  /** Times beside each other: ours may be so many times the peer's. */
  static BenchFigure times(String what, double ours, double peer, double most) {
    double ratio = ours / peer;
    return new BenchFigure(
        what,
        seconds(ours),
        seconds(peer),
        text("%.2f times", ratio),
        text("at most %.2f times", most),
        Verdict.of(ratio <= most));
  }

  /** A number that may be so much at most. */
  static BenchFigure atMost(String what, String ours, String peer, double value, double most) {
    return new BenchFigure(
        what,
        ours,
        peer,
        text("%.3f", value),
        text("at most %s", plain(most)),
        Verdict.of(value <= most));
  }

  /** A number with no target. */
  static BenchFigure noted(String what, String ours, String peer, String ratio) {
    return new BenchFigure(what, ours, peer, ratio, "", Verdict.NOTED);
  }

  /** What cannot be measured here. */
  static BenchFigure skipped(String what, String why) {
    return new BenchFigure(what, why, "", "", "", Verdict.SKIPPED);
  }

  /** What was not measured for a fault. */
  static BenchFigure failed(String what, String why) {
    return new BenchFigure(what, why, "", "", "", Verdict.FAILED);
  }

  static String seconds(double seconds) {
    return seconds < 1 ? text("%.0f ms", seconds * 1e3) : text("%.1f s", seconds);
  }

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? text("%.0f", number) : text("%s", number);
  }
}
