package dev.rollbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollbook report ID}. */
@Command(
    name = "report",
    description = "Prints an import's report, or another of its files, or saves it.")
final class ReportCommand extends ApiCommand {

  /** What an import leaves to download. */
  enum Kind {
    report,
    changes,
    deactivations
  }

  @Parameters(paramLabel = "ID", description = "The import's id.")
  private String importId = "";

  @Option(
      names = "--of",
      paramLabel = "report|changes|deactivations",
      description = "Which file. Default: report.")
  private Kind kind = Kind.report;

  @Option(names = "--out", paramLabel = "FILE", description = "Save it there, as it is.")
  private Path file = Path.of("");

  @Override
  int run(ApiClient client) throws IOException, InterruptedException {
    printOrSave(client.download("/imports/" + ApiClient.encode(importId) + "/" + kind), file);
    return 0;
  }
}
