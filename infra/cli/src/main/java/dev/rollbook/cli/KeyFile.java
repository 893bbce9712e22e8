package dev.rollbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The keys this command line has for the tenants of an embedded cloud, so that it needs no new one
 * each time.
 */
final class KeyFile {

  private final Optional<Path> file;

  /** The keys in a data folder; without one, none are kept. */
  KeyFile(Optional<Path> dataFolder) {
    this.file = dataFolder.map(folder -> folder.resolve("keys.json"));
  }

  Optional<String> key(String tenant) throws IOException {
    return Optional.ofNullable(read().get(tenant)).map(key -> key.asText());
  }

  void put(String tenant, String key) throws IOException {
    write(read().put(tenant, key));
  }

  void remove(String tenant) throws IOException {
    write(read().without(tenant));
  }

  private void write(ObjectNode keys) throws IOException {
    if (file.isEmpty()) {
      return;
    }
    Path target = file.get();
    if (!Files.exists(target)
        && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          target,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(target, keys.toPrettyString());
  }

  private ObjectNode read() throws IOException {
    if (file.isPresent()) {
      try {
        return (ObjectNode) ApiClient.JSON.readTree(Files.readString(file.get()));
      } catch (NoSuchFileException e) {
        return ApiClient.JSON.createObjectNode();
      }
    }
    return ApiClient.JSON.createObjectNode();
  }
}
