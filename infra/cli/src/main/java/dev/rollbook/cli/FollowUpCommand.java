package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that has one import make another: it waits for that and prints its summary. */
abstract class FollowUpCommand extends ApiCommand {

  @Parameters(paramLabel = "ID", description = "The import's id.")
  private String importId = "";

  @Option(names = "--json", description = "Print the summary's JSON alone.")
  private boolean json;

  /** The call's name behind the import's path. */
  abstract String name();

  /** What is sent with it. */
  abstract ObjectNode body();

  @Override
  final void prepare(Connection connection) {
    connection.expectImport();
  }

  @Override
  final int run(ApiClient client) throws IOException, InterruptedException {
    String path = "/imports/" + ApiClient.encode(importId) + "/" + name();
    String made = client.post(path, body()).path("importId").asText();
    JsonNode ended = ImportWait.until(client, made, err());
    SummaryTable.show(client, ended, json, out());
    return ImportCommand.exitCode(ended);
  }
}
