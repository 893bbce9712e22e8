package dev.rollbook.local;

import java.nio.file.Path;
import java.util.Map;

/** A host in a JVM of its own, for a test to kill. */
final class HostMain {

  private HostMain() {}

  public static void main(String[] args) throws Exception {
    CloudConfig config =
        CloudConfig.of(Path.of(args[0]))
            .withParameters(Map.of("Notebook", args[1]))
            .inFolder(Path.of(args[2]));
    EmbeddedCloud cloud = EmbeddedCloud.start(config);
    System.out.println("ready " + cloud.api());
    Thread.sleep(100_000);
    cloud.close();
  }
}
