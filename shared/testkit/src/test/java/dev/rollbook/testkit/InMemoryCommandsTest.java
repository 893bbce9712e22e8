package dev.rollbook.testkit;

import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import java.util.List;

class InMemoryCommandsTest extends CommandsContract {

  private final InMemoryCommands commands = new InMemoryCommands();

  @Override
  protected Commands commands() {
    return commands;
  }

  @Override
  protected List<Command> receivedByParse() {
    return commands.sent().stream()
        .filter(command -> !OF_FINALIZE.contains(command.action()))
        .toList();
  }

  @Override
  protected List<Command> receivedByFinalize() {
    return commands.sent().stream()
        .filter(command -> OF_FINALIZE.contains(command.action()))
        .toList();
  }
}
