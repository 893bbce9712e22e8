package dev.rollbook.testkit;

import dev.rollbook.directory.Users;

class InMemoryUserWritesTest extends UserWritesContract {

  private final InMemoryUsers users = new InMemoryUsers();

  @Override
  protected Users users() {
    return users;
  }
}
