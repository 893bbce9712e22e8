package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about one import that prints its summary. */
abstract class ImportSummaryCommand extends ApiCommand {

  @Parameters(paramLabel = "ID", description = "The import's id.")
  private String importId = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /**
   * The summary to print.
   *
   * @param path of the import
   */
  abstract JsonNode summary(ApiClient client, String path) throws IOException, InterruptedException;

  @Override
  final int run(ApiClient client) throws IOException, InterruptedException {
    JsonNode summary = summary(client, "/imports/" + ApiClient.encode(importId));
    SummaryTable.show(client, summary, json, out());
    return 0;
  }
}
