package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rollbook discard ID}. */
@Command(name = "discard", description = "Drops an import's held deactivations.")
final class DiscardCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "The import's id.")
  private String importId = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return global.withClient(
        client -> {
          JsonNode now =
              client.post(
                  "/imports/" + ApiClient.encode(importId) + "/deactivations/discard",
                  ApiClient.JSON.createObjectNode());
          SummaryTable.show(client, now, json, spec.commandLine().getOut());
          return 0;
        });
  }
}
