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

/** {@code rollbook imports}. */
@Command(name = "imports", description = "Lists the tenant's imports, newest first.")
final class ImportsCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Option(names = "--name", description = "Only those whose name begins like this.")
  private String name = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return global.withClient(
        client -> {
          ArrayNode items =
              Listing.all(client, "/imports?limit=100&name=" + ApiClient.encode(name));
          PrintWriter out = spec.commandLine().getOut();
          if (json) {
            out.println(items.toPrettyString());
          } else {
            items.forEach(
                item ->
                    out.printf(
                        "%s  %-22s %s  %s%n",
                        item.path("importId").asText(),
                        item.path("status").asText(),
                        item.path("createdAt").asText(),
                        item.path("name").asText()));
          }
          out.flush();
          return 0;
        });
  }
}
