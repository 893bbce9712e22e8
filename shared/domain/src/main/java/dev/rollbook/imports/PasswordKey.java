package dev.rollbook.imports;

import java.util.Optional;

/**
 * The key that seals an import's passwords, and where it lies (SPEC A8): an object of its own,
 * since a bucket forgets for good what is deleted in all its versions, while a table's backups
 * remember for weeks.
 *
 * <p>It is made once, before the import's first batch goes out, and never again: a key that is gone
 * is gone because the import has ended.
 */
public final class PasswordKey {

  private final ObjectStore results;
  private final String importId;
  private final String key;

  private PasswordKey(ObjectStore results, String tenant, String importId) {
    this.results = results;
    this.importId = importId;
    this.key = "keys/" + tenant + "/" + importId;
  }

  /** The key of an import. */
  public static PasswordKey of(Import of, Buckets buckets) {
    return new PasswordKey(buckets.results(), of.tenant(), of.importId());
  }

  /** Makes the key, unless there is one; for an import that has not sent any row. */
  public void make() {
    results.putIfAbsent(key, PasswordSeal.newKey());
  }

  /** The seal by the key; empty if there is none, as after the import's end. */
  public Optional<PasswordSeal> seal() {
    return results.get(key).map(bytes -> new PasswordSeal(importId, bytes));
  }

  /** Destroys the key for good; fine if there is none. */
  public void destroy() {
    results.deleteAllVersions(key);
  }
}
