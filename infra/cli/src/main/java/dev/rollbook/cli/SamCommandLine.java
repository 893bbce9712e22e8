package dev.rollbook.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command lines of {@code sam local} for a cloud that lets containers in. Each works from any
 * folder and in any shell: paths are absolute and in double quotes.
 *
 * @param settings what every line ends with
 */
record SamCommandLine(List<String> settings) {

  private static final String INTEL = "x86_64";

  /**
   * @param parameters the template's, as the cloud has them
   */
  static SamCommandLine of(GlobalOptions options, Map<String, String> parameters) {
    List<String> settings = new ArrayList<>();
    settings.add("--template " + quoted(options.projectRoot().resolve("template.yaml")));
    settings.add("--env-vars " + quoted(options.dataFolder().orElseThrow().resolve("sam.json")));
    settings.add("--add-host host.docker.internal:host-gateway");
    List<String> overrides = new ArrayList<>();
    if (isIntel() && !parameters.containsKey("Architecture")) {
      // Under emulation a function needs longer to start than it may.
      overrides.add("Architecture=" + INTEL);
    }
    parameters.forEach((name, value) -> overrides.add(name + "=" + value));
    if (!overrides.isEmpty()) {
      settings.add("--parameter-overrides " + String.join(" ", overrides));
    }
    return new SamCommandLine(List.copyOf(settings));
  }

  private static boolean isIntel() {
    return List.of("amd64", INTEL).contains(System.getProperty("os.arch"));
  }

  /** Runs a function once, on an event. */
  String invoke(String function, Path event) {
    return "sam local invoke " + function + " --event " + quoted(event) + " " + settled();
  }

  /** Serves the API. */
  String startApi() {
    return "sam local start-api --warm-containers LAZY " + settled();
  }

  private String settled() {
    return String.join(" ", settings);
  }

  private static String quoted(Path path) {
    return '"' + path.toString() + '"';
  }
}
