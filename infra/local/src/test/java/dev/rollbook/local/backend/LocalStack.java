package dev.rollbook.local.backend;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container, of the image that {@code -Dlocalstack.image} names. */
final class LocalStack implements Startable {

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

  /** Asks the engine itself: whatever else Testcontainers wants to know first may need an image. */
  private static void requireDocker() {
    try {
      DockerClientFactory.lazyClient().pingCmd().exec();
    } catch (RuntimeException e) { // of many kinds: no socket, no answer, no rights
      throw new IllegalStateException(
          "The profile 'localstack' needs Docker, and none answers here: start Docker ('docker info'"
              + " must work), or leave out -Plocalstack to run the same tests in the embedded cloud,"
              + " or name an emulator that runs already with -Dbackend.endpoint=URL.",
          e);
    }
  }

  /** Has the image on this machine, so that whatever is wrong with it is said in one sentence. */
  private static void require(String image) {
    DockerClient docker = DockerClientFactory.lazyClient();
    try {
      docker.inspectImageCmd(image).exec();
    } catch (NotFoundException notHere) {
      try {
        boolean pulled =
            docker.pullImageCmd(image).start().awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
        if (pulled) {
          return;
        }
        throw unavailable(image, notHere);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unavailable(image, e);
      } catch (RuntimeException e) { // of many kinds: no such image, no such host, no rights
        throw unavailable(image, e);
      }
    }
  }

  private static IllegalStateException unavailable(String image, Exception why) {
    return new IllegalStateException(
        "Docker answers, but the image '"
            + image
            + "' cannot be had: 'docker pull "
            + image
            + "' tells why. -Dlocalstack.image=NAME names another one, for instance of a mirror.",
        why);
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
