package dev.rollbook.testkit;

import dev.rollbook.changes.Changes;

class InMemoryChangesTest extends ChangesContract {

  private final InMemoryChanges changes = new InMemoryChanges();

  @Override
  protected Changes changes() {
    return changes;
  }
}
