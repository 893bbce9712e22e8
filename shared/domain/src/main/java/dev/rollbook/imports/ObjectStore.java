package dev.rollbook.imports;

import java.io.InputStream;
import java.net.URI;
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

  /** Begins an object that replaces what is there once it is complete. To be closed. */
  ObjectWriter writer(String key, String contentType);

  /**
   * The same for an object that begins with the content of another, which has to be there. To be
   * closed.
   *
   * @param startKey the other's key; may be the object's own
   */
  ObjectWriter writer(String key, String contentType, String startKey);

  /** An object's content. */
  Optional<byte[]> get(String key);

  /**
   * An object's content as a stream, to be closed.
   *
   * @param version of the object; empty for the newest
   * @return empty if there is no such object
   */
  Optional<InputStream> open(String key, String version);

  /** What is known of an object. */
  Optional<Stored> find(String key);

  /**
   * What is known of one version of an object.
   *
   * @param version empty for the newest, as where the store keeps none
   */
  Optional<Stored> findVersion(String key, String version);

  /** Copies an object within the bucket, without reading it. */
  void copy(String fromKey, String toKey);

  /**
   * Copies one version of an object within the bucket, without reading it. Once this returns, the
   * copy is stored.
   *
   * @param version empty for the newest, as where the store keeps none
   * @return the version of the copy, empty where the store keeps none
   */
  String copyVersion(String fromKey, String version, String toKey);

  /**
   * Removes one version of an object and leaves all others; fine if there is none.
   *
   * @param version empty where the store keeps none, and so has one alone
   */
  void deleteVersion(String key, String version);

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
