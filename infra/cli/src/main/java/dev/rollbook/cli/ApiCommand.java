package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that speaks the API. */
abstract class ApiCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      return global.withClient(this::prepare, this::run);
    } finally {
      out().flush();
    }
  }

  /** Tells a cloud that was started for this command what it is about to be asked. */
  void prepare(Connection connection) {}

  /** Does it; gives the exit code. */
  abstract int run(ApiClient client) throws IOException, InterruptedException;

  /** Where what was asked for is printed. */
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where all else is printed. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  final void print(JsonNode json) {
    out().println(json.toPrettyString());
  }
}
