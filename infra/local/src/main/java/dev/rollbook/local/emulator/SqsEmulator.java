package dev.rollbook.local.emulator;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.rollbook.local.backend.Endpoints;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Terminated;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import scala.Function0;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * ElasticMQ with SQS's own limits. On disk it keeps queues and messages in an H2 file, receive
 * counts and visibility included, so that a message in flight when the machine stops comes back
 * when its visibility timeout has passed.
 */
public final class SqsEmulator {

  private static final Duration RESTORE_LIMIT = Duration.ofSeconds(60);
  private static final int RESTORE_POLL_MILLIS = 20;

  private final Function0<Terminated> shutdown;
  private final int port;
  private final Set<String> stored;
  private final Runnable afterwards;

  private SqsEmulator(
      Function0<Terminated> shutdown, int port, Set<String> stored, Runnable afterwards) {
    this.afterwards = afterwards;
    this.stored = stored;
    this.shutdown = shutdown;
    this.port = port;
  }

  /** Starts with the queues that {@code folder} holds, and keeps them there. */
  public static SqsEmulator onDisk(int port, String region, Path folder) throws SQLException {
    QueueStore store = QueueStore.open(folder);
    Map<String, ?> storage =
        Map.of("messages-storage.enabled", true, "messages-storage.uri", store.uri());
    return start(port, region, storage, store.queues(), store::close);
  }

  /** Starts empty, and forgets. */
  public static SqsEmulator inMemory(int port, String region) {
    return start(port, region, Map.of(), Set.of(), () -> {});
  }

  private static SqsEmulator start(
      int port, String region, Map<String, ?> storage, Set<String> stored, Runnable afterwards) {
    Map<String, Object> settings = new HashMap<>(storage);
    settings.put("node-address.host", Loopback.HOST);
    settings.put("node-address.port", port);
    settings.put("rest-sqs.bind-hostname", Loopback.HOST);
    settings.put("rest-sqs.bind-port", port);
    settings.put("aws.region", region);
    settings.put("pekko.loglevel", "WARNING");
    settings.put("pekko.daemonic", true);
    // The embedded cloud has a shutdown hook, and it stops the functions first.
    settings.put("pekko.jvm-shutdown-hooks", false);
    settings.put("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", false);
    settings.put("pekko.jvm-exit-on-fatal-error", false);
    Config config =
        ConfigFactory.parseMap(settings)
            .withFallback(ConfigFactory.defaultApplication())
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    return new SqsEmulator(
        new ElasticMQServer(new ElasticMQServerConfig(config)).start(), port, stored, afterwards);
  }

  /**
   * Waits for the queues that were there when it stopped: it answers before it has restored them.
   */
  public void awaitRestored() throws InterruptedException {
    Instant end = Instant.now().plus(RESTORE_LIMIT);
    try (SqsClient client = Endpoints.at(endpoint()).sqsClient()) {
      while (!names(client).containsAll(stored)) {
        if (Instant.now().isAfter(end)) {
          throw new IllegalStateException(
              "ElasticMQ did not restore its queues "
                  + stored
                  + " within "
                  + RESTORE_LIMIT.toSeconds()
                  + " s");
        }
        Thread.sleep(RESTORE_POLL_MILLIS);
      }
    }
  }

  private static Set<String> names(SqsClient client) {
    return client.listQueues().queueUrls().stream()
        .map(url -> url.substring(url.lastIndexOf('/') + 1))
        .collect(Collectors.toSet());
  }

  /** Where it answers. */
  public URI endpoint() {
    return Loopback.url(port);
  }

  /** Stops it; what it keeps on disk is complete then. */
  public void stop() {
    shutdown.apply();
    afterwards.run();
  }
}
