package dev.rollbook.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command takes. */
final class GlobalOptions {

  /** Where the project lies; the script sets it. */
  private static final String PROJECT_ROOT = "rollbook.root";

  private static final String MEMORY = "memory";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the embedded cloud keeps its state; 'memory' keeps none. Default: .rollbook at the project's root.")
  private String data = "";

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = "demo",
      description = "The tenant, made on first use. Default: demo.")
  private String tenant = "demo";

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "Speak to a deployment's API instead of the embedded cloud.")
  private String api = "";

  @Option(names = "--key", paramLabel = "KEY", description = "The tenant's key, with --api.")
  private String key = "";

  Path projectRoot() {
    return Path.of(System.getProperty(PROJECT_ROOT, ".")).toAbsolutePath().normalize();
  }

  /** The data folder; empty for a cloud that keeps nothing. */
  Optional<Path> dataFolder() {
    if (data.equals(MEMORY)) {
      return Optional.empty();
    }
    return Optional.of(data.isEmpty() ? projectRoot().resolve(".rollbook") : Path.of(data))
        .map(path -> path.toAbsolutePath().normalize());
  }

  String tenant() {
    return tenant;
  }

  boolean isDeployment() {
    return !api.isEmpty();
  }

  /**
   * A deployment's API, if one is named in place of the embedded cloud.
   *
   * @throws CommandException if its key is not named, too
   */
  Optional<ApiClient> deployment() {
    if (!isDeployment()) {
      return Optional.empty();
    }
    if (key.isEmpty()) {
      throw new CommandException("--api needs --key, the tenant's key");
    }
    return Optional.of(new ApiClient(URI.create(api), key));
  }
}
