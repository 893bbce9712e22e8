package dev.rollbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rollbook undo ID}. */
@Command(name = "undo", description = "Undoes an import and prints the summary.")
final class UndoCommand extends FollowUpCommand {

  @Option(names = "--dry-run", description = "Only plan it; 'rollbook plan' and 'apply' take that.")
  private boolean dryRun;

  @Override
  String name() {
    return "undo";
  }

  @Override
  ObjectNode body() {
    return ApiClient.JSON.createObjectNode().put("dryRun", dryRun);
  }
}
