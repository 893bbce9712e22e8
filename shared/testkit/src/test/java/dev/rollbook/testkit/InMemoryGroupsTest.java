package dev.rollbook.testkit;

import dev.rollbook.directory.Groups;
import dev.rollbook.directory.Users;

class InMemoryGroupsTest extends GroupsContract {

  private final InMemoryUsers users = new InMemoryUsers();
  private final InMemoryGroups groups = new InMemoryGroups(users);

  @Override
  protected Users users() {
    return users;
  }

  @Override
  protected Groups groups() {
    return groups;
  }
}
