package dev.rollbook.local.backend;

import dev.rollbook.local.emulator.EmbeddedBackend;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The backend that a run of the tests names: {@code -Dbackend.endpoint=URL} an emulator that runs
 * already, {@code -Dbackend=localstack} (set by the profile) LocalStack in a container; else the
 * emulators in this JVM.
 */
public final class ChosenBackend {

  private ChosenBackend() {}

  /** What starts it. */
  public static Backend.Starter starter() {
    String endpoint = System.getProperty("backend.endpoint", "");
    if (!endpoint.isEmpty()) {
      return (folder, lasting) -> EndpointBackend.at(URI.create(endpoint), () -> {});
    }
    String name = System.getProperty("backend", "embedded");
    return switch (name) {
      case "embedded" -> EmbeddedBackend::start;
      case "localstack" -> (folder, lasting) -> localStack();
      default ->
          throw new IllegalArgumentException(
              "There is no backend '" + name + "'; there are embedded and localstack.");
    };
  }

  /**
   * Skips a test that needs its signatures checked where the backend takes whatever is signed, and
   * says so: LocalStack and moto do.
   */
  public static void assumeSignaturesAreChecked() {
    Assumptions.assumeTrue(
        isEmbedded(), "this backend does not check signatures, so it refuses nothing by them");
  }

  /**
   * Skips a test that deletes a version of an object twice where the backend refuses the second,
   * and says so: LocalStack 4.14.0 answers it with 400, S3 as if it had deleted it.
   */
  public static void assumeDeletesRepeat() {
    Assumptions.assumeTrue(
        isEmbedded(), "this backend may refuse to delete a version that is gone, as S3 does not");
  }

  /** Skips a test that looks at the backend's files where they are not ours, and says so. */
  public static void assumeFilesAreOurs() {
    Assumptions.assumeTrue(
        isEmbedded(), "this backend keeps its files elsewhere, so there is nothing to look at");
  }

  private static boolean isEmbedded() {
    return System.getProperty("backend.endpoint", "").isEmpty()
        && System.getProperty("backend", "embedded").equals("embedded");
  }

  /**
   * What the pipeline needs and the backend cannot do, in a sentence; empty if it can do all. moto
   * 5.2.5 answers an insertion by PartiQL whose values are parameters with 500.
   */
  public static Optional<String> missing() {
    String endpoint = System.getProperty("backend.endpoint", "");
    return endpoint.isEmpty() || InsertionProbe.isTaken(Endpoints.at(URI.create(endpoint)))
        ? Optional.empty()
        : Optional.of(
            "the emulator at "
                + endpoint
                + " fails of an insertion by PartiQL with parameters: no user can be stored there");
  }

  private static Backend localStack() throws IOException {
    LocalStack localStack = new LocalStack();
    localStack.start();
    try {
      return EndpointBackend.at(localStack.uri(), localStack::stop);
    } catch (IOException | RuntimeException e) {
      localStack.stop();
      throw e;
    }
  }
}
