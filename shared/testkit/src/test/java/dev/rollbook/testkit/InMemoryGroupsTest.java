package dev.rollbook.testkit;

import dev.rollbook.directory.Groups;

class InMemoryGroupsTest extends GroupsContract {

  private final InMemoryGroups groups = new InMemoryGroups();

  @Override
  protected Groups groups() {
    return groups;
  }
}
