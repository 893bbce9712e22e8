package dev.rollbook.testkit;

import dev.rollbook.imports.Imports;

class InMemoryImportsTest extends ImportsContract {

  private final InMemoryImports imports = new InMemoryImports();

  @Override
  protected Imports imports() {
    return imports;
  }
}
