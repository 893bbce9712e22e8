package dev.rollbook.bench;

import java.io.IOException;
import java.util.List;

/** The parts that look at the {@link ImportSeries}. */
final class SeriesParts {

  private SeriesParts() {}

  /** {@code create}, {@code same}, {@code change}, {@code leave}. */
  static List<BenchPart> all() {
    return List.of(
        new SeriesPart(
            "create",
            "new users through the whole pipeline",
            "a loader that puts the same items by conditional PartiQL batches",
            "at most 1.6 times",
            SeriesParts::create),
        new SeriesPart(
            "same",
            "the roster again, deactivateUnlisted on",
            "its first import",
            "at most 0.2 times, 0 write units of users, at most 0.15 read units a row",
            SeriesParts::same),
        new SeriesPart(
            "change",
            "1 % of the users changed",
            "nothing",
            "at most 1.05 write units a changed user",
            SeriesParts::change),
        new SeriesPart(
            "leave",
            "half of the users unlisted, held and approved",
            "as many conditional updates in PartiQL batches",
            "at most 1.5 times",
            SeriesParts::leave));
  }

  /** What a part makes of the series. */
  @FunctionalInterface
  private interface Reading {
    BenchResult of(ImportSeries series) throws IOException, InterruptedException;
  }

  private record SeriesPart(
      String name, String subject, String peer, String target, Reading reading)
      implements BenchPart {

    @Override
    public BenchResult run(BenchSession session) throws IOException, InterruptedException {
      return reading.of(session.shared(ImportSeries.class, ImportSeries::new));
    }
  }

  private static BenchResult create(ImportSeries series) throws IOException, InterruptedException {
    ImportRun ours = series.created();
    ProcessorUse.Since peer = series.loaded();
    return BenchResult.of(
            BenchFigure.times(ours.rows() + " users created", ours.seconds(), peer.seconds(), 1.6),
            BenchFigure.noted(
                "their processor time",
                BenchFigure.seconds(ours.use().own()),
                BenchFigure.seconds(peer.own()),
                BenchFigure.text("%.2f times", ours.use().own() / peer.own())),
            BenchFigure.noted(
                "write units a created user",
                BenchFigure.text("%.3f", ours.writeUnits() / ours.count("created")),
                "",
                ""))
        .noting(List.of(ours.note("create"), "create, the loader: " + peer.text()));
  }

  private static BenchResult same(ImportSeries series) throws IOException, InterruptedException {
    ImportRun first = series.created();
    ImportRun again = series.same();
    return BenchResult.of(
            BenchFigure.times("the same again", again.seconds(), first.seconds(), 0.2),
            BenchFigure.atMost(
                "write units of users",
                BenchFigure.text("%.0f", again.writeUnits()),
                "",
                again.writeUnits(),
                0),
            BenchFigure.atMost(
                "read units a row",
                BenchFigure.text("%.0f", again.readUnits()),
                "",
                again.readUnits() / again.rows(),
                0.15))
        .noting(List.of(again.note("same")));
  }

  private static BenchResult change(ImportSeries series) throws IOException, InterruptedException {
    ImportRun changed = series.changed();
    long users = changed.count("updated") - changed.count("unchanged");
    if (users != series.changing()) {
      throw new BenchException(users + " users changed, not " + series.changing());
    }
    return BenchResult.of(
            BenchFigure.atMost(
                "write units a changed user",
                BenchFigure.text("%.0f units, %d users", changed.writeUnits(), users),
                "",
                changed.writeUnits() / users,
                1.05))
        .noting(List.of(changed.note("change")));
  }

  private static BenchResult leave(ImportSeries series) throws IOException, InterruptedException {
    ImportSeries.Leaving left = series.left();
    return BenchResult.of(
            BenchFigure.times(
                "unlisted users deactivated",
                left.approved().seconds(),
                left.updated().seconds(),
                1.5),
            BenchFigure.noted(
                "their processor time",
                BenchFigure.seconds(left.approved().own()),
                BenchFigure.seconds(left.updated().own()),
                BenchFigure.text("%.2f times", left.approved().own() / left.updated().own())))
        .noting(
            List.of(
                left.held().note("leave, the import that holds them"),
                "leave, from the approval to the last of them: " + left.approved().text(),
                "leave, the loader: " + left.updated().text()));
  }
}
