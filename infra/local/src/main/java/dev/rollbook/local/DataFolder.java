package dev.rollbook.local;

import dev.rollbook.local.host.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The folder of one running cloud, locked while it runs. In memory mode it is a temporary one that
 * goes at the end.
 */
final class DataFolder {

  private final Path path;
  private final boolean temporary;
  private final FileChannel lockFile;

  private DataFolder(Path path, boolean temporary, FileChannel lockFile) {
    this.path = path;
    this.temporary = temporary;
    this.lockFile = lockFile;
  }

  static DataFolder open(Storage storage) throws IOException {
    if (storage instanceof Storage.Folder folder) {
      Path path = Files.createDirectories(folder.path()).toAbsolutePath().normalize();
      return new DataFolder(path, false, lock(path));
    }
    Path path = Files.createTempDirectory("rollbook-");
    return new DataFolder(path, true, lock(path));
  }

  /** Refuses a second cloud on the same folder: the emulators would spoil each other's files. */
  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Optional<FileLock> lock = tryLock(channel);
    if (lock.isPresent()) {
      return channel;
    }
    channel.close();
    String who =
        RunningCloud.in(folder)
            .map(cloud -> "process " + cloud.pid() + ", its API at " + cloud.api())
            .orElse("one that is just starting or stopping");
    throw new IllegalStateException(
        "The data folder "
            + folder
            + " is in use by another embedded cloud: "
            + who
            + ". Use that one, stop it, or name another folder.");
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      // Held by this same JVM.
      return Optional.empty();
    }
  }

  boolean temporary() {
    return temporary;
  }

  Path path() {
    return path;
  }

  /** A folder in it, made if need be. */
  Path child(String name) throws IOException {
    return Files.createDirectories(path.resolve(name));
  }

  void close() throws IOException {
    lockFile.close();
    if (temporary) {
      Folders.delete(path);
    }
  }
}
