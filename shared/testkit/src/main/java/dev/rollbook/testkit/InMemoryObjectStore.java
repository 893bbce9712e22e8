package dev.rollbook.testkit;

import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.ObjectWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A versioned bucket in memory. What it presigns nobody can call: a test puts the object itself.
 */
public final class InMemoryObjectStore implements ObjectStore {

  private final Clock clock;
  private final TreeMap<String, List<Version>> objects = new TreeMap<>();
  private final Map<String, Long> claims = new HashMap<>();
  private final List<String> reads = new ArrayList<>();
  private int versions;

  private record Version(String id, ByteBuffer content) {
    static Version of(String id, byte[] content) {
      return new Version(id, ByteBuffer.wrap(content.clone()).asReadOnlyBuffer());
    }

    byte[] bytes() {
      byte[] bytes = new byte[content.remaining()];
      content.duplicate().get(bytes);
      return bytes;
    }
  }

  /** An empty bucket. */
  public InMemoryObjectStore(Clock clock) {
    this.clock = clock;
  }

  /** Keys in the order in which they were asked for, whether they were there or not. */
  public synchronized List<String> reads() {
    return List.copyOf(reads);
  }

  @Override
  public synchronized void put(String key, byte[] content) {
    versions++;
    objects.computeIfAbsent(key, k -> new ArrayList<>()).add(Version.of("v" + versions, content));
  }

  @Override
  public synchronized boolean putIfAbsent(String key, byte[] content) {
    if (objects.containsKey(key)) {
      return false;
    }
    put(key, content);
    return true;
  }

  @Override
  public ObjectWriter writer(String key, String contentType) {
    return new BufferedWriter(key, new byte[0]);
  }

  @Override
  public ObjectWriter writer(String key, String contentType, String startKey) {
    return new BufferedWriter(key, existing(startKey));
  }

  private byte[] existing(String key) {
    return get(key).orElseThrow(() -> new IllegalStateException("there is no object " + key));
  }

  /** An object in the making; what is closed too early is garbage. */
  private final class BufferedWriter extends ObjectWriter {
    private final String key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean ended;

    BufferedWriter(String key, byte[] start) {
      this.key = key;
      content.writeBytes(start);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      requireOpen();
      content.write(bytes, from, length);
    }

    @Override
    public void complete() throws IOException {
      requireOpen();
      ended = true;
      put(key, content.toByteArray());
    }

    private void requireOpen() throws IOException {
      if (ended) {
        throw new IOException("the object " + key + " is complete or given up");
      }
    }

    @Override
    public void close() {
      ended = true;
    }
  }

  @Override
  public synchronized Optional<byte[]> get(String key) {
    reads.add(key);
    return version(key, "").map(Version::bytes);
  }

  @Override
  public synchronized Optional<InputStream> open(String key, String version) {
    return version(key, version).map(found -> new ByteArrayInputStream(found.bytes()));
  }

  @Override
  public synchronized Optional<Stored> find(String key) {
    return findVersion(key, "");
  }

  private Optional<Version> version(String key, String version) {
    List<Version> all = objects.getOrDefault(key, List.of());
    return all.stream()
        .filter(one -> version.isEmpty() || one.id().equals(version))
        .reduce((older, newer) -> newer);
  }

  @Override
  public synchronized Optional<Stored> findVersion(String key, String version) {
    return version(key, version)
        .map(
            found ->
                new Stored(
                    claims.getOrDefault(key, (long) found.content().remaining()), found.id()));
  }

  @Override
  public synchronized String copyVersion(String fromKey, String version, String toKey) {
    Version from =
        version(fromKey, version)
            .orElseThrow(() -> new IllegalStateException("there is no object " + fromKey));
    put(toKey, from.bytes());
    return version(toKey, "").orElseThrow().id();
  }

  @Override
  public synchronized void deleteVersion(String key, String version) {
    List<Version> left = objects.getOrDefault(key, new ArrayList<>());
    left.removeIf(one -> version.isEmpty() || one.id().equals(version));
    if (left.isEmpty()) {
      objects.remove(key);
    }
  }

  @Override
  public synchronized void copy(String fromKey, String toKey) {
    put(toKey, existing(fromKey));
  }

  @Override
  public synchronized void deleteAllVersions(String key) {
    objects.remove(key);
  }

  @Override
  public Presigned presignUpload(String key, long size, Duration life) {
    return new Presigned(
        "PUT",
        uri(key, ""),
        Map.of(
            "content-length",
            Long.toString(size),
            "content-type",
            Presigned.TYPE,
            "if-none-match",
            "*"),
        clock.instant().plus(life));
  }

  @Override
  public URI presignDownload(String key, String fileName, Duration life) {
    return uri(key, "?name=" + encoded(fileName));
  }

  private static URI uri(String key, String query) {
    return URI.create("https://bucket.invalid/" + encoded(key) + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Says of an object that it has so many bytes, for a test that has not the room for them. */
  public synchronized void claim(String key, long size) {
    claims.put(key, size);
  }

  /** The keys of all objects, sorted, for a test to look at. */
  public synchronized List<String> keys() {
    return List.copyOf(objects.keySet());
  }
}
