package dev.rollbook.cli;

import dev.rollbook.cli.SampleEvents.Sample;
import dev.rollbook.local.RunningCloud;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rollbook sam-events DIR}. */
@Command(
    name = "sam-events",
    description = {
      "Writes an event for each function with which it has something to do, lists function, file and tenant, and prints the line that runs the first with 'sam local'.",
      "Needs 'rollbook up --sam' in another terminal. Each event does its work once; call this again for new ones."
    })
final class SamEventsCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Where the events go; made if need be.")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Path> data = global.dataFolder();
    Optional<RunningCloud> running =
        data.isPresent() ? RunningCloud.in(data.get()) : Optional.empty();
    RunningCloud cloud =
        running
            .filter(any -> Files.exists(data.orElseThrow().resolve("sam.json")))
            .orElseThrow(
                () ->
                    new CommandException(
                        "there is no running cloud that lets containers in; start 'rollbook up --sam' in another terminal"));
    PrintWriter out = spec.commandLine().getOut();
    SamCommandLine line = SamCommandLine.of(global, Map.of());
    try (Connection connection = Connection.embedded(global)) {
      SampleEvents events =
          new SampleEvents(
              connection,
              new HeldEventsClient(cloud.invoke()),
              cloud.endpoints(),
              global.projectRoot(),
              global.tenant());
      List<Sample> samples = events.write(folder.toAbsolutePath().normalize());
      for (Sample sample : samples) {
        out.printf(
            "%-30s %-30s %s%n", sample.function(), sample.file().getFileName(), sample.tenant());
      }
      out.println(line.invoke(samples.get(0).function(), samples.get(0).file()));
    }
    out.flush();
    return 0;
  }
}
