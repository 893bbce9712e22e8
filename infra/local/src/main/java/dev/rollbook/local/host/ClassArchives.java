package dev.rollbook.local.host;

import dev.rollbook.local.template.FunctionResource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Archives of the classes that each function loads, which its next process maps instead of reading
 * and checking them anew: most of what starting one costs. A training run writes them, all others
 * use what is there. They depend on the JVM and on the jars to the byte; one that does not fit is
 * passed over by the JVM.
 *
 * @param folder where they lie; none are used without one
 * @param training whether this run writes them
 */
record ClassArchives(Optional<Path> folder, boolean training) {

  /** Names the folder. */
  private static final String FOLDER_PROPERTY = "rollbook.archives";

  /** Set to {@code true} for the run that writes the archives. */
  private static final String TRAINING_PROPERTY = "rollbook.archives.training";

  /** What this JVM's properties say. */
  static ClassArchives ofProcess() {
    return new ClassArchives(
        Optional.ofNullable(System.getProperty(FOLDER_PROPERTY)).map(Path::of),
        Boolean.getBoolean(TRAINING_PROPERTY));
  }

  /**
   * The JVM flags of a function's process. A JVM that cannot use an archive says so on standard
   * output, where it is noise.
   */
  List<String> flags(FunctionResource function) {
    Optional<Path> archive = folder.map(in -> in.resolve(function.logicalId() + ".jsa"));
    if (training && archive.isPresent()) {
      return List.of("-XX:ArchiveClassesAtExit=" + archive.get(), "-Xlog:disable");
    }
    return archive
        .filter(Files::isRegularFile)
        .map(file -> List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable"))
        .orElse(List.of());
  }
}
