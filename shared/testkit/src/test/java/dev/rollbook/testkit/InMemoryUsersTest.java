package dev.rollbook.testkit;

import dev.rollbook.directory.Users;

class InMemoryUsersTest extends UsersContract {

  private final InMemoryUsers users = new InMemoryUsers();

  @Override
  protected Users users() {
    return users;
  }
}
