package dev.rollbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rollbook apply ID}. */
@Command(name = "apply", description = "Applies the plan of a dry run and prints the summary.")
final class ApplyCommand extends FollowUpCommand {

  @Option(names = "--force", description = "Also if the rules that it was made by have changed.")
  private boolean force;

  @Override
  String name() {
    return "apply";
  }

  @Override
  ObjectNode body() {
    return ApiClient.JSON.createObjectNode().put("force", force);
  }
}
