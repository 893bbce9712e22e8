package dev.rollbook.testkit;

import dev.rollbook.imports.Progress;

class InMemoryProgressTest extends ProgressContract {

  private final InMemoryProgress progress = new InMemoryProgress();

  @Override
  protected Progress progress() {
    return progress;
  }
}
