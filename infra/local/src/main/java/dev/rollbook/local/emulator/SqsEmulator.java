package dev.rollbook.local.emulator;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.Terminated;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import scala.Function0;

/**
 * ElasticMQ with SQS's own limits. On disk it keeps queues and messages in an H2 file, receive
 * counts and visibility included, so that a message in flight when the machine stops comes back
 * when its visibility timeout has passed.
 */
public final class SqsEmulator {

  private final Function0<Terminated> shutdown;
  private final int port;

  private SqsEmulator(Function0<Terminated> shutdown, int port) {
    this.shutdown = shutdown;
    this.port = port;
  }

  /** Starts with the queues that {@code folder} holds, and keeps them there. */
  public static SqsEmulator onDisk(int port, String region, Path folder) {
    // Without a write delay a commit is in the file before the sender is answered, so that even a
    // killed host loses nothing.
    String uri = "jdbc:h2:file:" + folder.resolve("messages").toAbsolutePath() + ";WRITE_DELAY=0";
    return start(
        port, region, Map.of("messages-storage.enabled", true, "messages-storage.uri", uri));
  }

  /** Starts empty, and forgets. */
  public static SqsEmulator inMemory(int port, String region) {
    return start(port, region, Map.of());
  }

  private static SqsEmulator start(int port, String region, Map<String, ?> storage) {
    Map<String, Object> settings = new HashMap<>(storage);
    settings.put("node-address.host", Loopback.HOST);
    settings.put("node-address.port", port);
    settings.put("rest-sqs.bind-hostname", Loopback.HOST);
    settings.put("rest-sqs.bind-port", port);
    settings.put("aws.region", region);
    settings.put("pekko.loglevel", "WARNING");
    settings.put("pekko.daemonic", true);
    settings.put("pekko.jvm-exit-on-fatal-error", false);
    Config config =
        ConfigFactory.parseMap(settings)
            .withFallback(ConfigFactory.defaultApplication())
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    return new SqsEmulator(new ElasticMQServer(new ElasticMQServerConfig(config)).start(), port);
  }

  /** Where it answers. */
  public URI endpoint() {
    return Loopback.url(port);
  }

  /** Stops it; what it keeps on disk is complete then. */
  public void stop() {
    shutdown.apply();
  }
}
