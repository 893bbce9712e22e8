package dev.rollbook.cli;

import dev.rollbook.bench.BenchPart;
import dev.rollbook.bench.BenchSuite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rollbook bench [PART]…}. */
@Command(
    name = "bench",
    description = {
      "Measures, each part beside its peer in the same run, and prints a table.",
      "Exit 0 if every target was reached, else 2."
    })
final class BenchCommand implements Callable<Integer> {

  private static final int MISSED = 2;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PART",
      description =
          "csv, xlsx, create, same, change, leave, grow, load, start, cost, or all. Default: all, which takes forty minutes.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Rows of the rosters; grow takes ten times that, too, and load three times. Default: 100000.")
  private int rows;

  @Option(
      names = "--processes",
      paramLabel = "N",
      defaultValue = "2",
      description = "Processes of a function side by side at most. Default: 2.")
  private int processes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rows < 100 || processes < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rows takes 100 or more, --processes 1 or more");
    }
    List<BenchPart> parts;
    try {
      parts = BenchSuite.parts(names);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path root = new GlobalOptions().projectRoot();
    return BenchSuite.run(parts, root, rows, processes, out, err) ? 0 : MISSED;
  }
}
