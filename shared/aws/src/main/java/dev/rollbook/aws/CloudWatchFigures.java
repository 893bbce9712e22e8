package dev.rollbook.aws;

import dev.rollbook.imports.Deactivation;
import dev.rollbook.imports.Figures;
import dev.rollbook.imports.Import;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Figures as metrics of CloudWatch, written to the log in its embedded format, so that no call is
 * made. {@code POWERTOOLS_SERVICE_NAME} tells one deployment from another. They name no tenant:
 * each would be a metric of its own, and is in the logs.
 */
public final class CloudWatchFigures implements Figures {

  private static final String NAMESPACE = "Rollbook";

  private static final Logger LOG = LoggerFactory.getLogger(CloudWatchFigures.class);

  @Override
  public void ended(Import ended) {
    write(
        metrics -> {
          metrics.addDimension("Status", ended.status().name());
          count(metrics, "ImportsEnded", 1);
        });
    write(
        metrics -> {
          boolean held = ended.deactivation().state() == Deactivation.State.HELD;
          count(metrics, "ImportedRows", ended.counts().rows());
          count(metrics, "UsersDeactivated", ended.counts().deactivated());
          count(metrics, "DeactivationsHeld", held ? 1 : 0);
        });
  }

  @Override
  public void stalled(Import stalled) {
    write(metrics -> count(metrics, "ImportsStalled", 1));
  }

  private static void count(Metrics metrics, String name, long value) {
    metrics.addMetric(name, (double) value, MetricUnit.COUNT);
  }

  /** No figure is worth an import. */
  private static void write(Consumer<Metrics> figures) {
    try {
      MetricsFactory.getMetricsInstance()
          .flushMetrics(
              metrics -> {
                metrics.setNamespace(NAMESPACE);
                figures.accept(metrics);
              });
    } catch (RuntimeException e) {
      LOG.error("a figure is lost", e);
    }
  }
}
