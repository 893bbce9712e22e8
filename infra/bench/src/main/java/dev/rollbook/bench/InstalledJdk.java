package dev.rollbook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A JDK of some version on this machine. */
final class InstalledJdk {

  private InstalledJdk() {}

  /**
   * Its folder: the one that {@code JAVA<version>_HOME} names, or one beside the JDK that runs
   * this.
   */
  static Optional<Path> of(int version) throws IOException {
    String named = System.getenv("JAVA" + version + "_HOME");
    if (named != null && is(Path.of(named), version)) {
      return Optional.of(Path.of(named));
    }
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> beside = Files.list(own.getParent())) {
      return beside.filter(home -> is(home, version)).sorted().findFirst();
    }
  }

  private static boolean is(Path home, int version) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.exists(release)) {
      return false;
    }
    try {
      return Files.readString(release).contains("JAVA_VERSION=\"" + version);
    } catch (IOException e) {
      // Not ours to read, so not ours to run.
      return false;
    }
  }
}
