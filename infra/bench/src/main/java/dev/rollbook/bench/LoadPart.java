package dev.rollbook.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * Many tenants at once: all the rows shared among a crowd of them, and two fifths as many of a few
 * rows by themselves and beside one that has three times all the rows.
 */
final class LoadPart implements BenchPart {

  private static final int SMALL_ROWS = 50;
  private static final int LARGE_TIMES = 3;

  private final int crowd;
  private final int small;

  /** Fifty tenants, and twenty small ones. */
  LoadPart() {
    this(50);
  }

  /**
   * Others.
   *
   * @param crowd how many tenants share the rows
   */
  LoadPart(int crowd) {
    this.crowd = crowd;
    this.small = Math.max(1, crowd * 2 / 5);
  }

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String subject() {
    return crowd + " tenants at once, and small ones beside a large one";
  }

  @Override
  public String peer() {
    return "the small ones by themselves";
  }

  @Override
  public String target() {
    return "nothing fails, each function within its memory";
  }

  @Override
  public BenchResult run(BenchSession session) throws IOException, InterruptedException {
    try (BenchCloud cloud = BenchCloud.start(session, UnaryOperator.identity())) {
      return new Load(session, cloud).run();
    }
  }

  /** One run of it. */
  private final class Load {

    private final BenchSession session;
    private final BenchCloud cloud;
    private final List<BenchFigure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int failed;

    Load(BenchSession session, BenchCloud cloud) {
      this.session = session;
      this.cloud = cloud;
    }

    BenchResult run() throws IOException, InterruptedException {
      try {
        crowd();
        neighbours();
      } finally {
        threads.shutdownNow();
      }
      figures.add(BenchFigure.atMost("rows that failed", Integer.toString(failed), "", failed, 0));
      memory();
      return new BenchResult(figures, notes);
    }

    private void crowd() throws IOException, InterruptedException {
      int rows = Math.max(1, session.rows() / crowd);
      session.say(crowd + " tenants with " + rows + " rows each");
      ProcessorUse before = use();
      List<ImportRun> runs = ended(begin("crowd", crowd, rows));
      ProcessorUse.Since use = before.since(cloud.cloud().host().processes());
      figures.add(
          BenchFigure.noted(
              BenchFigure.text("%d tenants with %d rows each, the last", crowd, rows),
              BenchFigure.seconds(slowest(runs)),
              "",
              BenchFigure.text("%.0f rows/s", (double) crowd * rows / slowest(runs))));
      figures.add(
          BenchFigure.noted("and the median of them", BenchFigure.seconds(median(runs)), "", ""));
      notes.add("load, the crowd: " + use.text());
    }

    private void neighbours() throws IOException, InterruptedException {
      int large = session.rows() * LARGE_TIMES;
      session.say("small tenants by themselves");
      List<ImportRun> alone = ended(begin("alone", small, SMALL_ROWS));
      session.say("one tenant with " + large + " rows");
      ProcessorUse before = use();
      BenchTenant tenant = cloud.tenant();
      Path file = session.csv(BenchRoster.of(large));
      Future<ImportRun> neighbour =
          threads.submit(() -> tenant.importing("the large one", file, true));
      while (!neighbour.isDone() && !tenant.isRunning("the large one")) {
        Thread.sleep(BenchTenant.POLL.toMillis());
      }
      session.say("small tenants beside it");
      List<ImportRun> beside = ended(begin("beside", small, SMALL_ROWS));
      boolean outlasted = !neighbour.isDone();
      ImportRun done = ended(List.of(neighbour)).get(0);
      ProcessorUse.Since use = before.since(cloud.cloud().host().processes());
      String what = BenchFigure.text("%d tenants with %d rows each ", small, SMALL_ROWS);
      figures.add(beside(what + "beside it, the median", median(beside), median(alone)));
      figures.add(beside(what + "beside it, the last", slowest(beside), slowest(alone)));
      figures.add(
          BenchFigure.noted(
              BenchFigure.text("the one with %d rows", large),
              BenchFigure.seconds(done.seconds()),
              "",
              BenchFigure.text("%.0f rows/s", done.rowsPerSecond())));
      notes.add(
          "load, the small ones: the peer is the same number of others by themselves; the large one "
              + (outlasted ? "was at work all the time" : "ended before the last of them"));
      notes.add("load, the large one with the small ones: " + use.text());
    }

    private ProcessorUse use() throws IOException {
      return ProcessorUse.now(cloud.cloud().host().processes());
    }

    /** Has tenants of their own begin to import, all at the same time. */
    private List<Future<ImportRun>> begin(String name, int tenants, int rows)
        throws IOException, InterruptedException {
      Path file = session.csv(BenchRoster.of(rows));
      List<Callable<ImportRun>> imports = new ArrayList<>();
      for (int i = 0; i < tenants; i++) {
        BenchTenant tenant = BenchTenant.ofMany(cloud.cloud(), name + "-" + i);
        imports.add(() -> tenant.importing(name, file, true));
      }
      return imports.stream().map(threads::submit).toList();
    }

    private List<ImportRun> ended(List<Future<ImportRun>> imports)
        throws IOException, InterruptedException {
      List<ImportRun> runs = new ArrayList<>();
      for (Future<ImportRun> each : imports) {
        try {
          runs.add(each.get());
        } catch (ExecutionException e) {
          if (e.getCause() instanceof BenchException failure) {
            throw failure;
          }
          throw new IOException("an import broke", e.getCause());
        }
      }
      failed += runs.stream().mapToInt(run -> (int) run.count("failed")).sum();
      return runs;
    }

    private static BenchFigure beside(String what, double with, double without) {
      return BenchFigure.noted(
          what,
          BenchFigure.seconds(with),
          BenchFigure.seconds(without),
          BenchFigure.text("%.2f times", with / without));
    }

    private static double slowest(List<ImportRun> runs) {
      return runs.stream().mapToDouble(ImportRun::seconds).max().orElseThrow();
    }

    private static double median(List<ImportRun> runs) {
      return runs.stream()
          .mapToDouble(ImportRun::seconds)
          .sorted()
          .skip(runs.size() / 2)
          .findFirst()
          .orElseThrow();
    }

    private void memory() {
      cloud
          .cloud()
          .host()
          .peaks()
          .forEach(
              (function, peak) -> {
                if (peak > 0) {
                  int most = cloud.cloud().template().function(function).memoryMb();
                  figures.add(
                      BenchFigure.atMost(
                          "memory of " + function,
                          peak + " MiB",
                          most + " MiB",
                          (double) peak / most,
                          1));
                }
              });
    }
  }
}
