package dev.rollbook.directory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The groups of the tenants. Who is in them, their users tell. */
public interface Groups {

  /** All groups of a tenant, the root group included. */
  List<Group> all(String tenant);

  /** One group. */
  Optional<Group> find(String tenant, String id);

  /** Those of the groups that the tenant has, by id. */
  Map<String, Group> find(String tenant, Collection<String> ids);

  /** Creates or replaces a group. */
  void put(String tenant, Group group);

  /**
   * Creates those of the IMPORT groups that do not exist yet (SPEC G1); the others stay as they
   * are.
   */
  void createMissing(String tenant, Collection<Group> groups);

  /** Removes a group; its members stay users. The caller takes them out of it first. */
  void delete(String tenant, String id);
}
