package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rollbook user USERNAME}. */
@Command(name = "user", description = "Shows a user.")
final class UserCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "USERNAME", description = "The user's name, exactly.")
  private String username = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return global.withClient(
        client -> {
          JsonNode user = client.get("/users/" + ApiClient.encode(username));
          PrintWriter out = spec.commandLine().getOut();
          if (json) {
            out.println(user.toPrettyString());
          } else {
            user.properties()
                .forEach(
                    field ->
                        out.printf(
                            "%-18s %s%n",
                            field.getKey(),
                            field.getValue().isValueNode()
                                ? field.getValue().isNull() ? "" : field.getValue().asText()
                                : field.getValue().toString()));
          }
          out.flush();
          return 0;
        });
  }
}
