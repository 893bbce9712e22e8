package dev.rollbook.reconcile;

import dev.rollbook.directory.ImportRules;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the rules of the imports that a warm function worked on last. Frozen rules never change, so
 * each is read from the store once.
 */
final class FrozenRules {

  /**
   * Tenants that one function serves at about the same time; the rules of one are some kilobytes.
   */
  private static final int KEPT = 32;

  private final Buckets buckets;
  private final Map<String, ImportRules> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ImportRules> eldest) {
          return size() > KEPT;
        }
      };

  FrozenRules(Buckets buckets) {
    this.buckets = buckets;
  }

  synchronized ImportRules of(Import running) {
    return kept.computeIfAbsent(
        running.importId(),
        id ->
            buckets
                .files(running)
                .rules()
                .orElseThrow(
                    () -> new IllegalStateException("import " + id + " has no frozen rules")));
  }
}
