package dev.rollbook.imports;

import dev.rollbook.directory.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The imports of the tenants. Reads see every write that ended before them. */
public interface Imports {

  /**
   * Stores a new import.
   *
   * @return false if the tenant has one of that name
   */
  boolean create(Import created);

  /** One import of a tenant. */
  Optional<Import> find(String tenant, String importId);

  /** The import of a tenant that has exactly that name. */
  Optional<Import> named(String tenant, String name);

  /**
   * Stores a changed import, unless somebody stored another change since it was read.
   *
   * @return whether it was stored
   */
  boolean replace(Import changed);

  /**
   * Every import of any tenant that {@link ImportLife#isOpen has something to be done}, oldest
   * first; may lag behind writes by seconds.
   */
  List<Import> open();

  /**
   * Notes when those become inactive whom an import puts out (SPEC D10). Noting it again changes
   * nothing.
   */
  void note(Leaving leaving);

  /** What is noted of any tenant whose day has come, by day; may be but a part of very many. */
  List<Leaving> due(Instant now);

  /** Forgets what was noted; fine if it was not. */
  void forget(Leaving leaving);

  /**
   * A tenant's imports, newest first.
   *
   * @param namePrefix only those whose name begins with it; empty for all
   * @param cursor of the page before, empty for the first
   */
  Page<Import> history(String tenant, String namePrefix, int limit, String cursor);

  /**
   * Reads an import, changes it and stores it; again from the start when somebody else stored a
   * change in between.
   *
   * @param change gives the changed import, or empty to leave it as it is
   * @return the import as it is stored now; empty if there is none
   */
  default Optional<Import> change(
      String tenant, String importId, Function<Import, Optional<Import>> change) {
    while (true) {
      Optional<Import> found = find(tenant, importId);
      if (found.isEmpty()) {
        return found;
      }
      Optional<Import> changed = change.apply(found.get());
      if (changed.isEmpty()) {
        return found;
      }
      if (replace(changed.get())) {
        return find(tenant, importId);
      }
    }
  }
}
