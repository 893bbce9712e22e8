package dev.rollbook.reconcile;

import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.MadeRenames;
import dev.rollbook.renames.Renames;
import java.util.Set;

/**
 * Keeps what became of the renames of the import that applies or undoes a plan and that a warm
 * function worked on last. They are made before the first batch goes out, so they are read from the
 * store once. There may be a million, so only one import's are kept.
 */
final class RenamesOfImport {

  private final Buckets buckets;
  private String importId = "";
  private MadeRenames kept = MadeRenames.NONE;

  RenamesOfImport(Buckets buckets) {
    this.buckets = buckets;
  }

  /**
   * Those of an import.
   *
   * @param source whose plan it applies or undoes
   */
  synchronized MadeRenames of(Import running, Import source) {
    if (!MadeRenames.mayBeOf(source)) {
      return MadeRenames.NONE;
    }
    if (!importId.equals(running.importId())) {
      kept = read(running);
      importId = running.importId();
    }
    return kept;
  }

  private MadeRenames read(Import running) {
    ImportFiles files = buckets.files(running);
    Renames renames = files.renames().orElse(Renames.NONE);
    if (running.options().dryRun() || renames.from().isEmpty()) {
      return MadeRenames.planned(renames);
    }
    return MadeRenames.made(
        renames,
        Set.copyOf(
            files
                .failedRenames()
                .orElseThrow(
                    () -> new IllegalStateException("renames are not made of " + running))),
        running.turnOfRenames());
  }
}
