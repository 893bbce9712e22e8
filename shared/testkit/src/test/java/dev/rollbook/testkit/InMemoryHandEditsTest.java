package dev.rollbook.testkit;

import dev.rollbook.directory.HandEdits;

class InMemoryHandEditsTest extends HandEditsContract {

  private final HandEdits handEdits = new InMemoryHandEdits();

  @Override
  protected HandEdits handEdits() {
    return handEdits;
  }
}
