package dev.rollbook.local.backend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container, of the image that {@code -Dlocalstack.image} names. */
final class LocalStack implements Startable {

  private static final String HOST = "TESTCONTAINERS_HOST_OVERRIDE";

  /** Testcontainers 2.0 is made with this one. */
  private static final String LOOKS_AROUND = "alpine:3.17";

  private static final int PULL_MINUTES = 10;

  private final List<LocalStackContainer> containers = new ArrayList<>();

  /**
   * Starts it and returns when its services answer.
   *
   * @throws IllegalStateException if there is no Docker, or the image does not start
   */
  @Override
  public void start() {
    requireDocker();
    String image = System.getProperty("localstack.image", "");
    require(image);
    if (Files.exists(Path.of("/.dockerenv")) && !System.getenv().containsKey(HOST)) {
      // In a container Testcontainers asks one of these for the way to the engine.
      require(LOOKS_AROUND);
    }
    try {
      LocalStackContainer container =
          new LocalStackContainer(
                  DockerImageName.parse(image).asCompatibleSubstituteFor("localstack/localstack"))
              .withServices("dynamodb", "s3", "sqs");
      container.start();
      containers.add(container);
    } catch (RuntimeException e) { // of many kinds: not started, no answer for too long
      throw new IllegalStateException(
          "Docker has the image '"
              + image
              + "', but it does not start: 'docker run "
              + image
              + "' tells why.",
          e);
    }
  }

  /** By its own command: Testcontainers looks for the engine with an image that it pulls first. */
  private static void requireDocker() {
    if (!docker("info")) {
      throw new IllegalStateException(
          "The profile 'localstack' needs Docker, and none answers here: start Docker ('docker info'"
              + " must work), or leave out -Plocalstack to run the same tests in the embedded cloud,"
              + " or name an emulator that runs already with -Dbackend.endpoint=URL.");
    }
  }

  /** Has the image on this machine, so that whatever is wrong with it is said in one sentence. */
  private static void require(String image) {
    if (!docker("image", "inspect", image) && !docker("pull", "--quiet", image)) {
      throw new IllegalStateException(
          "Docker answers, but the image '"
              + image
              + "' cannot be had: 'docker pull "
              + image
              + "' tells why. -Dlocalstack.image=NAME names another one, for instance of a mirror.");
    }
  }

  private static boolean docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(PULL_MINUTES, TimeUnit.MINUTES);
      process.destroy();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      // No such command: no Docker.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where all its services answer. */
  URI uri() {
    return containers.get(0).getEndpoint();
  }

  @Override
  public void stop() {
    containers.forEach(LocalStackContainer::stop);
  }
}
