package dev.rollbook.local.pipeline;

import dev.rollbook.local.host.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Archives of the classes that the functions load, as {@code infra/rollbook} has them: a test that
 * kills functions starts many, and reading their classes is most of what a start takes. They are
 * written once for all processes of a build.
 */
final class TrainedArchives {

  private static final String FOLDER_PROPERTY = "rollbook.archives";
  private static final String TRAINING_PROPERTY = "rollbook.archives.training";

  /** A run in which each function loads what it needs. */
  @FunctionalInterface
  interface Training {
    /** Starts functions, has them work, and stops them. */
    void run() throws IOException, InterruptedException;
  }

  private TrainedArchives() {}

  /** Has all functions that this process starts use archives, which are written if need be. */
  static synchronized void use(Path root, Training training)
      throws IOException, InterruptedException {
    if (System.getProperty(FOLDER_PROPERTY) != null) {
      return;
    }
    Path target = root.resolve("infra").resolve("local").resolve("target");
    Path folder = target.resolve("archives-" + Runtime.version());
    try (FileChannel channel =
        FileChannel.open(
            target.resolve("archives.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // until it is closed
      System.setProperty(FOLDER_PROPERTY, folder.toString());
      Path done = folder.resolve("done");
      if (!isNewer(done, root)) {
        Folders.delete(folder);
        Files.createDirectories(folder);
        System.setProperty(TRAINING_PROPERTY, "true");
        try {
          training.run();
        } finally {
          System.clearProperty(TRAINING_PROPERTY);
        }
        Files.createFile(done);
      }
    }
  }

  /** Whether the archives are newer than what they were made of. */
  private static boolean isNewer(Path done, Path root) throws IOException {
    if (!Files.exists(done)) {
      return false;
    }
    FileTime made = Files.getLastModifiedTime(done);
    List<Path> compiled =
        List.of(
            root.resolve("functions"), root.resolve("infra").resolve("local").resolve("target"));
    for (Path folder : compiled) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(TrainedArchives::isCode).toList()) {
          if (Files.getLastModifiedTime(file).compareTo(made) > 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean isCode(Path file) {
    String name = file.toString();
    return name.endsWith(".jar") || (name.endsWith(".class") && name.contains("runtime"));
  }
}
