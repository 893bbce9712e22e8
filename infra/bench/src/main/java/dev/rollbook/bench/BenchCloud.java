package dev.rollbook.bench;

import dev.rollbook.local.CloudConfig;
import dev.rollbook.local.EmbeddedCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * An embedded cloud in memory with its functions warm: another tenant has imported twice before,
 * and approved that half of its users leave.
 */
final class BenchCloud implements AutoCloseable {

  private final EmbeddedCloud cloud;
  private final BenchTenant tenant;

  private BenchCloud(EmbeddedCloud cloud, BenchTenant tenant) {
    this.cloud = cloud;
    this.tenant = tenant;
  }

  static BenchCloud start(BenchSession session, UnaryOperator<CloudConfig> with)
      throws IOException, InterruptedException {
    EmbeddedCloud cloud =
        EmbeddedCloud.start(
            with.apply(CloudConfig.of(session.root()).withConcurrencyCap(session.processes())));
    try {
      session.say("warming up");
      BenchTenant other = BenchTenant.of(cloud, "warm-up");
      BenchRoster all = BenchRoster.of(session.warmUpRows());
      Path half = session.csv(all.naming(session.warmUpRows() / 2));
      Path roster = session.csv(all);
      other.importing("warm-up", roster, true);
      other.importing("warm-up again", roster, true);
      other.approve(other.importing("half", half, true));
      return new BenchCloud(cloud, BenchTenant.of(cloud, "bench"));
    } catch (Throwable e) {
      cloud.close();
      throw e;
    }
  }

  EmbeddedCloud cloud() {
    return cloud;
  }

  BenchTenant tenant() {
    return tenant;
  }

  @Override
  public void close() {
    cloud.close();
  }
}
