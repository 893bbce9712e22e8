package dev.rollbook.testkit;

import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import java.util.ArrayList;
import java.util.List;

/** The control queues in memory; they keep what was sent, in order. */
public final class InMemoryCommands implements Commands {

  private final List<Command> sent = new ArrayList<>();

  @Override
  public synchronized void send(Command command) {
    sent.add(command);
  }

  /** What was sent and not taken yet. */
  public synchronized List<Command> sent() {
    return List.copyOf(sent);
  }

  /** Takes what was sent, as the functions do. */
  public synchronized List<Command> take() {
    List<Command> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }
}
