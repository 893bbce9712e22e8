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

/** {@code rollbook show ID}. */
@Command(name = "show", description = "Shows an import's summary.")
final class ShowCommand implements Callable<Integer> {

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
          JsonNode found = client.get("/imports/" + ApiClient.encode(importId));
          SummaryTable.show(client, found, json, spec.commandLine().getOut());
          return 0;
        });
  }
}
