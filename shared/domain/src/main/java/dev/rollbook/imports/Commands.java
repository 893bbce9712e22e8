package dev.rollbook.imports;

/** The control queues. */
public interface Commands {

  /** Puts a command on the queue of the function that carries it out. */
  void send(Command command);
}
