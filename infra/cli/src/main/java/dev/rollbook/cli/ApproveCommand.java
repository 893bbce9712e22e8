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

/** {@code rollbook approve ID}. */
@Command(name = "approve", description = "Applies an import's held deactivations.")
final class ApproveCommand implements Callable<Integer> {

  private static final long POLL_MILLIS = 250;

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
          String path = "/imports/" + ApiClient.encode(importId);
          JsonNode now =
              client.post(path + "/deactivations/approve", ApiClient.JSON.createObjectNode());
          while (now.path("deactivation").path("state").asText().equals("HELD")) {
            Thread.sleep(POLL_MILLIS);
            now = client.get(path);
          }
          SummaryTable.show(client, now, json, spec.commandLine().getOut());
          return 0;
        });
  }
}
