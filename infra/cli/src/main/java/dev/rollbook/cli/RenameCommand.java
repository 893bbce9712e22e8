package dev.rollbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rollbook rename OLD NEW} (SPEC U14). */
@Command(
    name = "rename",
    showEndOfOptionsDelimiterInUsageHelp = true,
    description = "Gives a user another name.")
final class RenameCommand extends ApiCommand {

  @Parameters(index = "0", paramLabel = "OLD", description = "The user's name, exactly.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The name it is to have.")
  private String to = "";

  @Override
  int run(ApiClient client) throws IOException, InterruptedException {
    ObjectNode body = ApiClient.JSON.createObjectNode().put("username", to);
    // A path does not carry every name.
    print(client.post("/users/-/rename?username=" + ApiClient.encode(from), body));
    return 0;
  }
}
