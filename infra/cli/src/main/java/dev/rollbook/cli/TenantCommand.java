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

/** {@code rollbook tenant NAME [--revoke]}. */
@Command(
    name = "tenant",
    description = {
      "For the operator: makes a tenant if need be and prints a new key of it.",
      "The key before it stays good, older ones do not."
    })
final class TenantCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "3 to 32 of the characters a-z 0-9 -.")
  private String name = "";

  @Option(names = "--revoke", description = "Make an end of all its keys instead.")
  private boolean revoke;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (global.isDeployment()) {
      throw new CommandException(
          "an operator makes a deployment's tenants by invoking its tenant function; the README tells how");
    }
    try (Connection connection = Connection.embedded(global)) {
      JsonNode answer =
          revoke
              ? connection.revokeKeys(name)
              : ApiClient.JSON
                  .createObjectNode()
                  .put("tenant", name)
                  .put("api", connection.api().toString())
                  .put("key", connection.newKey(name));
      spec.commandLine().getOut().println(answer.toPrettyString());
      spec.commandLine().getOut().flush();
      return 0;
    }
  }
}
