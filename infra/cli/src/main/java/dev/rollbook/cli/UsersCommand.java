package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rollbook users}. */
@Command(name = "users", description = "Lists the tenant's users.")
final class UsersCommand extends ListingCommand {

  @Option(names = "--status", paramLabel = "S", description = "ACTIVE or INACTIVE.")
  private String status = "";

  @Override
  String path() {
    return "/users?limit=500&status=" + ApiClient.encode(status);
  }

  @Override
  String line(JsonNode user) {
    return "%-24s %-8s %-6s %s"
        .formatted(
            user.path("username").asText(),
            user.path("status").asText(),
            user.path("origin").asText(),
            (user.path("firstName").asText("") + " " + user.path("lastName").asText("")).strip())
        .stripTrailing();
  }
}
