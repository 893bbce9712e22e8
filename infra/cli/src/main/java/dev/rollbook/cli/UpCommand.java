package dev.rollbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
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

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Connection connection = Connection.start(global, port)) {
      connection.expectImport();
      PrintWriter out = spec.commandLine().getOut();
      String key = connection.newKey(global.tenant());
      out.println("ready " + connection.api());
      out.println(key);
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
