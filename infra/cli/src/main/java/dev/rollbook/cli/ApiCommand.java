package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that speaks the API. */
abstract class ApiCommand implements Callable<Integer> {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      return Connection.use(global, this::prepare, this::run);
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

  /**
   * Prints a text that was downloaded, without its byte order mark.
   *
   * @param file where it is saved in place of that, as it is; empty for nowhere
   */
  final void printOrSave(byte[] text, Path file) throws IOException {
    if (file.toString().isEmpty()) {
      out().print(new String(text, StandardCharsets.UTF_8).replace(BYTE_ORDER_MARK, ""));
    } else {
      Files.write(file, text);
    }
  }
}
