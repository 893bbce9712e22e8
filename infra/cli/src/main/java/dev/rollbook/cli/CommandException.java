package dev.rollbook.cli;

/** A command cannot do what it was told; its message says what is wrong and what to do. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }
}
