package dev.rollbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rollbook report ID}. */
@Command(
    name = "report",
    description = "Prints an import's report, or another of its files, or saves it.")
final class ReportCommand implements Callable<Integer> {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** What an import leaves to download. */
  enum Kind {
    report,
    changes,
    deactivations
  }

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

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
  public Integer call() throws IOException, InterruptedException {
    return global.withClient(
        client -> {
          byte[] csv = client.download("/imports/" + ApiClient.encode(importId) + "/" + kind);
          if (file.toString().isEmpty()) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(new String(csv, StandardCharsets.UTF_8).replace(BYTE_ORDER_MARK, ""));
            out.flush();
          } else {
            Files.write(file, csv);
          }
          return 0;
        });
  }
}
