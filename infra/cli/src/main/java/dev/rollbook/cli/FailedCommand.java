package dev.rollbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollbook failed ID} (SPEC A12). */
@Command(
    name = "failed",
    description =
        "Prints an import's failed rows with their reasons, or saves them, to be mended and"
            + " imported again.")
final class FailedCommand extends ApiCommand {

  /** In which form. */
  enum Format {
    csv,
    xlsx
  }

  @Parameters(paramLabel = "ID", description = "The import's id.")
  private String importId = "";

  @Option(
      names = "--format",
      paramLabel = "csv|xlsx",
      description = "A text, or a workbook, which is always saved. Default: csv.")
  private Format format = Format.csv;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Save it there. Default for a workbook: failed-ID.xlsx.")
  private Path file = Path.of("");

  @Override
  int run(ApiClient client) throws IOException, InterruptedException {
    byte[] rows =
        client.download("/imports/" + ApiClient.encode(importId) + "/failed?format=" + format);
    if (format == Format.xlsx && file.toString().isEmpty()) {
      Path named = Path.of("failed-" + importId + ".xlsx");
      Files.write(named, rows);
      out().println(named);
    } else {
      printOrSave(rows, file);
    }
    return 0;
  }
}
