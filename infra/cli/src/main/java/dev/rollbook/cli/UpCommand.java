package dev.rollbook.cli;

import dev.rollbook.local.CloudConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rollbook up}. */
@Command(
    name = "up",
    description = "Runs the embedded cloud, the functions and the API until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Where the API answers; 0 for any free port. Default: 8080.")
  private int port;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description =
          "A parameter of the template, in place of its default, as"
              + " AllowedOrigins=http://localhost:5173; may be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--sam",
      description = "Let the containers of 'sam local' in, and print the lines that start them.")
  private boolean sam;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (sam && global.dataFolder().isEmpty()) {
      throw new CommandException(
          "--sam needs a data folder, in which the containers' settings lie; leave out '--data"
              + " memory'");
    }
    try (Connection connection =
        Connection.start(
            global,
            config -> {
              CloudConfig chosen = config.withApiPort(port).withParameters(parameters);
              return sam ? chosen.withContainers() : chosen;
            })) {
      connection.expectImport();
      PrintWriter out = spec.commandLine().getOut();
      String key = connection.newKey(global.tenant());
      out.println("ready " + connection.api());
      out.println(key);
      out.println("console " + connection.console());
      if (sam) {
        SamCommandLine line = SamCommandLine.of(global, parameters);
        out.println(
            line.invoke("SweepFunction", global.projectRoot().resolve("events/sweep.json")));
        out.println(line.startApi());
      }
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
