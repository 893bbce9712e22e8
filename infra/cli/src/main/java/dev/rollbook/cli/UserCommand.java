package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollbook user USERNAME}. */
@Command(name = "user", showEndOfOptionsDelimiterInUsageHelp = true, description = "Shows a user.")
final class UserCommand extends ApiCommand {

  @Parameters(paramLabel = "USERNAME", description = "The user's name, exactly.")
  private String username = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  int run(ApiClient client) throws IOException, InterruptedException {
    // A path does not carry every name.
    JsonNode user = client.get("/users/-?username=" + ApiClient.encode(username));
    if (json) {
      print(user);
    } else {
      for (var field : user.properties()) {
        JsonNode value = field.getValue();
        String text = value.isValueNode() ? value.asText("") : value.toString();
        out().printf("%-18s %s%n", field.getKey(), text);
      }
    }
    return 0;
  }
}
