package dev.rollbook.imports;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A bucket. Keys have no leading slash. */
public interface ObjectStore {

  /** Stores an object, replacing what is there. */
  void put(String key, byte[] content);

  /**
   * Stores an object if there is none.
   *
   * @return whether it was stored
   */
  boolean putIfAbsent(String key, byte[] content);

  /** Stores a file, replacing what is there. */
  void putFile(String key, Path file, String contentType);

  /** An object's content. */
  Optional<byte[]> get(String key);

  /**
   * Writes an object to a file that does not exist yet.
   *
   * @param version of the object; empty for the newest
   * @return false if there is no such object
   */
  boolean download(String key, String version, Path file) throws IOException;

  /** What is known of an object. */
  Optional<Stored> find(String key);

  /** Copies an object within the bucket, without reading it. */
  void copy(String fromKey, String toKey);

  /** Removes an object, all versions of it; fine if there is none. */
  void deleteAllVersions(String key);

  /**
   * Lets somebody upload one object of exactly that size, once, as {@link Presigned#TYPE}, without
   * credentials.
   *
   * @param life how long the URL is good
   */
  Presigned presignUpload(String key, long size, Duration life);

  /**
   * Lets somebody download an object without credentials.
   *
   * @param fileName the browser's suggestion for saving it
   */
  URI presignDownload(String key, String fileName, Duration life);

  /**
   * What is known of an object.
   *
   * @param size in bytes
   * @param version empty where the store keeps none
   */
  record Stored(long size, String version) {}

  /**
   * A request that somebody else may make.
   *
   * @param method of HTTP
   * @param url with the signature
   * @param headers that are signed and have to be sent
   * @param expiresAt when it is no good any more
   */
  record Presigned(String method, URI url, Map<String, String> headers, Instant expiresAt) {

    /** Any file: what it is, its content tells (SPEC R1). */
    public static final String TYPE = "application/octet-stream";

    /** Copies the headers. */
    public Presigned {
      headers = Map.copyOf(headers);
    }
  }
}
