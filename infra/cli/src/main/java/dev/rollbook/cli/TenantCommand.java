package dev.rollbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rollbook tenant NAME}. */
@Command(
    name = "tenant",
    description = "For the operator: makes a tenant if need be and prints a new key of it.")
final class TenantCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "3 to 32 of the characters a-z 0-9 -.")
  private String name = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (global.isDeployment()) {
      throw new CommandException(
          "an operator makes a deployment's tenants by invoking its tenant function; the README tells how");
    }
    try (Connection connection = Connection.embedded(global)) {
      ObjectNode answer = ApiClient.JSON.createObjectNode();
      answer.put("tenant", name);
      answer.put("api", connection.api().toString());
      answer.put("key", connection.newKey(name));
      spec.commandLine().getOut().println(answer.toPrettyString());
      spec.commandLine().getOut().flush();
      return 0;
    }
  }
}
