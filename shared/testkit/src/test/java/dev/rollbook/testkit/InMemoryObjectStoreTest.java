package dev.rollbook.testkit;

import dev.rollbook.imports.ObjectStore;
import java.time.Clock;

class InMemoryObjectStoreTest extends ObjectStoreContract {

  private final InMemoryObjectStore objects = new InMemoryObjectStore(Clock.systemUTC());

  @Override
  protected ObjectStore objects() {
    return objects;
  }
}
