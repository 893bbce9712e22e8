package dev.rollbook.testkit;

import dev.rollbook.directory.Users;

class InMemoryUserMovesTest extends UserMovesContract {

  private final InMemoryUsers users = new InMemoryUsers();

  @Override
  protected Users users() {
    return users;
  }
}
