package dev.rollbook.testkit;

import dev.rollbook.imports.Turns;

class InMemoryTurnsTest extends TurnsContract {

  private final InMemoryTurns turns = new InMemoryTurns();

  @Override
  protected Turns turns() {
    return turns;
  }
}
