package dev.rollbook.bench;

import dev.rollbook.local.EmbeddedCloud;
import dev.rollbook.local.template.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What a million rows cost on AWS, by everything that a run here asked of the services. */
final class CostPart implements BenchPart {

  /** For what comes after the end that a tenant sees: the last deletes and the turn's hand-over. */
  private static final long AFTER_THE_END_MILLIS = 2_000;

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public String subject() {
    return "a million rows, by requests and units counted in the run";
  }

  @Override
  public String peer() {
    return "Step Functions distributed map, row-at-a-time Lambda, by the same prices";
  }

  @Override
  public String target() {
    return "at most $0.75 a million created, $0.06 a million unchanged";
  }

  @Override
  public BenchResult run(BenchSession session) throws IOException, InterruptedException {
    ServiceMeter meter = new ServiceMeter();
    Path roster = session.csv(BenchRoster.of(session.rows()));
    try (BenchCloud cloud =
        BenchCloud.start(
            session,
            config ->
                config
                    .withBackend((folder, lasting) -> CountedBackend.start(folder, lasting, meter))
                    .withListener(new FunctionMeter(meter))
                    .withLogs(
                        (function, line) ->
                            meter.add(
                                "log-bytes", line.getBytes(StandardCharsets.UTF_8).length)))) {
      session.say("counting what " + session.rows() + " created users ask for");
      ImportBill created = bill(cloud, meter, "all new", roster, cloud.tenant(), true);
      session.say("counting what the same again asks for");
      ImportBill same = bill(cloud, meter, "the same", roster, cloud.tenant(), true);
      session.say("counting what they ask for without deactivateUnlisted");
      BenchTenant other = BenchTenant.of(cloud.cloud(), "bench-by-key");
      ImportBill byKey = bill(cloud, meter, "all new by key", roster, other, false);
      List<String> notes = new ArrayList<>();
      notes.addAll(created.lines("created"));
      notes.addAll(same.lines("unchanged"));
      notes.addAll(byKey.lines("created without deactivateUnlisted"));
      notes.addAll(model(created).lines());
      return new BenchResult(
          List.of(
              dollars("a million created", created, 1, 0.75),
              dollars("a million unchanged", same, 0, 0.06),
              BenchFigure.noted(
                  "a million created without deactivateUnlisted",
                  BenchFigure.text("$%.3f", byKey.million(byKey.total())),
                  "",
                  "")),
          notes);
    }
  }

  private static BenchFigure dollars(String what, ImportBill bill, double writes, double most) {
    double ours = bill.million(bill.total());
    return BenchFigure.atMost(
        what,
        BenchFigure.text("$%.3f", ours),
        BenchFigure.text(
            "map $%.3f, row $%.3f", PriceList.distributedMap(writes), PriceList.rowAtATime(writes)),
        ours,
        most);
  }

  private static ImportBill bill(
      BenchCloud cloud,
      ServiceMeter meter,
      String name,
      Path roster,
      BenchTenant tenant,
      boolean deactivateUnlisted)
      throws IOException, InterruptedException {
    Map<String, Double> before = meter.counts();
    ImportRun run = tenant.importing(name, roster, deactivateUnlisted);
    Thread.sleep(AFTER_THE_END_MILLIS);
    EmbeddedCloud embedded = cloud.cloud();
    return new ImportBill(embedded.template(), run.rows(), before, meter.counts());
  }

  private static ScaleModel model(ImportBill bill) {
    Template template = bill.template();
    ToDoubleFunction<String> seconds =
        prefix -> ids(template, prefix).mapToDouble(bill::secondsPerRow).sum();
    double messages = bill.count(FunctionMeter.messages("ReconcileFunction"));
    return new ScaleModel(
        bill.count("dynamodb.write.") / bill.rows(),
        bill.count("dynamodb.read.") / bill.rows(),
        seconds.applyAsDouble("Parse"),
        seconds.applyAsDouble("Reconcile"),
        seconds.applyAsDouble("Finalize"),
        bill.rows() / Math.max(1, messages));
  }

  private static Stream<String> ids(Template template, String prefix) {
    return template.functions().stream()
        .map(function -> function.logicalId())
        .filter(id -> id.startsWith(prefix));
  }
}
