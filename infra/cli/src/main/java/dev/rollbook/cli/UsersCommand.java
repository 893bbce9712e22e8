package dev.rollbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rollbook users}. */
@Command(name = "users", description = "Lists the tenant's users.")
final class UsersCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Option(names = "--status", paramLabel = "S", description = "ACTIVE or INACTIVE.")
  private String status = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return global.withClient(
        client -> {
          ArrayNode items =
              Listing.all(client, "/users?limit=500&status=" + ApiClient.encode(status));
          PrintWriter out = spec.commandLine().getOut();
          if (json) {
            out.println(items.toPrettyString());
          } else {
            items.forEach(
                user ->
                    out.printf(
                        "%-24s %-8s %-6s %s%n",
                        user.path("username").asText(),
                        user.path("status").asText(),
                        user.path("origin").asText(),
                        (user.path("firstName").asText("") + " " + user.path("lastName").asText(""))
                            .replace("null", "")
                            .strip()));
          }
          out.flush();
          return 0;
        });
  }
}
