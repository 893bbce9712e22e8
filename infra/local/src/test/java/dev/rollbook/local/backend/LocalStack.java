package dev.rollbook.local.backend;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container, of the image that {@code -Dlocalstack.image} names. */
final class LocalStack implements Startable {

  private final List<LocalStackContainer> containers = new ArrayList<>();

  /**
   * Starts it and returns when its services answer.
   *
   * @throws IllegalStateException if there is no Docker, or the image does not start
   */
  @Override
  public void start() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          "The profile 'localstack' needs Docker, and none answers here: start Docker ('docker info'"
              + " must work), or leave out -Plocalstack to run the same tests in the embedded cloud,"
              + " or name an emulator that runs already with -Dbackend.endpoint=URL.");
    }
    String image = System.getProperty("localstack.image", "");
    try {
      LocalStackContainer container =
          new LocalStackContainer(
                  DockerImageName.parse(image).asCompatibleSubstituteFor("localstack/localstack"))
              .withServices("dynamodb", "s3", "sqs");
      container.start();
      containers.add(container);
    } catch (RuntimeException e) { // of many kinds: not found, not started, pulled for too long
      throw new IllegalStateException(
          "Docker answers, but the image '"
              + image
              + "' cannot be had or does not start: 'docker pull "
              + image
              + "' tells why. -Dlocalstack.image=NAME names another one, for instance of a mirror.",
          e);
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
