package dev.rollbook.aws;

import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** A bucket of S3. Safe for use by several threads. */
public final class S3ObjectStore implements ObjectStore {

  private static final String IF_NONE = "*";
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final S3Presigner presigner;
  private final String bucket;

  /** A bucket by name; the presigner signs with the credentials of the one who calls. */
  public S3ObjectStore(S3Client client, S3Presigner presigner, String bucket) {
    this.client = client;
    this.presigner = presigner;
    this.bucket = bucket;
  }

  @Override
  public void put(String key, byte[] content) {
    client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  /**
   * S3 answers 412 where there is an object, and 409 where another request is deciding just now
   * whether there is one; that has to be asked again.
   */
  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    Backoff backoff = new Backoff();
    while (true) {
      try {
        client.putObject(
            r -> r.bucket(bucket).key(key).ifNoneMatch(IF_NONE), RequestBody.fromBytes(content));
        return true;
      } catch (S3Exception e) {
        if (e.statusCode() == PRECONDITION_FAILED) {
          return false;
        }
        if (e.statusCode() != CONFLICT || !backoff.again()) {
          throw e;
        }
      }
    }
  }

  @Override
  public ObjectWriter writer(String key, String contentType) {
    return new S3ObjectWriter(client, bucket, key, contentType);
  }

  /** S3 copies what is large enough for a part; what is smaller is read and sent again. */
  @Override
  public ObjectWriter writer(String key, String contentType, String startKey) {
    Stored start = find(startKey).orElseThrow(() -> absent(startKey));
    S3ObjectWriter writer = new S3ObjectWriter(client, bucket, key, contentType);
    if (start.size() >= S3ObjectWriter.FEWEST_BYTES) {
      writer.copy(startKey);
      return writer;
    }
    byte[] content = get(startKey).orElseThrow(() -> absent(startKey));
    try {
      writer.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer;
  }

  private static IllegalStateException absent(String key) {
    return new IllegalStateException("there is no object " + key);
  }

  @Override
  public Optional<byte[]> get(String key) {
    try {
      return Optional.of(
          client.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArrayUnsafe());
    } catch (S3Exception e) {
      requireAbsent(e);
      return Optional.empty();
    }
  }

  @Override
  public Optional<InputStream> open(String key, String version) {
    GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(bucket).key(key);
    if (!version.isEmpty()) {
      request.versionId(version);
    }
    try {
      return Optional.of(new S3Content(client.getObject(request.build())));
    } catch (S3Exception e) {
      requireAbsent(e);
      return Optional.empty();
    }
  }

  @Override
  public Optional<Stored> find(String key) {
    return head(HeadObjectRequest.builder().bucket(bucket).key(key).build());
  }

  @Override
  public Optional<Stored> findVersion(String key, String version) {
    HeadObjectRequest.Builder request = HeadObjectRequest.builder().bucket(bucket).key(key);
    if (!version.isEmpty()) {
      request.versionId(version);
    }
    return head(request.build());
  }

  private Optional<Stored> head(HeadObjectRequest request) {
    try {
      var head = client.headObject(request);
      return Optional.of(
          new Stored(head.contentLength(), Optional.ofNullable(head.versionId()).orElse("")));
    } catch (S3Exception e) {
      requireAbsent(e);
      return Optional.empty();
    }
  }

  /** That the bucket is missing is no answer to whether an object is. */
  private static void requireAbsent(S3Exception e) {
    boolean bucketMissing =
        e.awsErrorDetails() != null && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
    if (e.statusCode() != NOT_FOUND || bucketMissing) {
      throw e;
    }
  }

  @Override
  public void copy(String fromKey, String toKey) {
    client.copyObject(
        r ->
            r.sourceBucket(bucket)
                .sourceKey(fromKey)
                .destinationBucket(bucket)
                .destinationKey(toKey));
  }

  /**
   * S3 may begin its answer with 200 before it has copied, and end it with an error; the SDK throws
   * then, and an answer without the copy's tag is none.
   */
  @Override
  public String copyVersion(String fromKey, String version, String toKey) {
    CopyObjectRequest.Builder request =
        CopyObjectRequest.builder()
            .sourceBucket(bucket)
            .sourceKey(fromKey)
            .destinationBucket(bucket)
            .destinationKey(toKey);
    if (!version.isEmpty()) {
      request.sourceVersionId(version);
    }
    CopyObjectResponse copied = client.copyObject(request.build());
    if (copied.copyObjectResult() == null || copied.copyObjectResult().eTag() == null) {
      throw new IllegalStateException("the store did not confirm the copy of " + fromKey);
    }
    return Optional.ofNullable(copied.versionId()).orElse("");
  }

  @Override
  public void deleteVersion(String key, String version) {
    if (version.isEmpty()) {
      deleteAllVersions(key);
    } else {
      delete(key, version);
    }
  }

  /** Versions come sorted by key, so those of the key itself come first. */
  @Override
  public void deleteAllVersions(String key) {
    String keyMarker = "";
    String versionMarker = "";
    while (true) {
      ListObjectVersionsResponse page = versions(key, keyMarker, versionMarker);
      page.versions().stream()
          .filter(version -> version.key().equals(key))
          .forEach(version -> delete(key, version.versionId()));
      page.deleteMarkers().stream()
          .filter(marker -> marker.key().equals(key))
          .forEach(marker -> delete(key, marker.versionId()));
      if (!Boolean.TRUE.equals(page.isTruncated()) || !key.equals(page.nextKeyMarker())) {
        return;
      }
      keyMarker = page.nextKeyMarker();
      versionMarker = page.nextVersionIdMarker();
    }
  }

  private ListObjectVersionsResponse versions(String key, String keyMarker, String versionMarker) {
    return client.listObjectVersions(
        r -> {
          r.bucket(bucket).prefix(key);
          if (!keyMarker.isEmpty()) {
            r.keyMarker(keyMarker).versionIdMarker(versionMarker);
          }
        });
  }

  private void delete(String key, String version) {
    client.deleteObject(r -> r.bucket(bucket).key(key).versionId(version));
  }

  @Override
  public Presigned presignUpload(String key, long size, Duration life) {
    PutObjectRequest put =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentLength(size)
            .contentType(Presigned.TYPE)
            .ifNoneMatch(IF_NONE)
            .build();
    PresignedPutObjectRequest signed =
        presigner.presignPutObject(r -> r.signatureDuration(life).putObjectRequest(put));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    signed.signedHeaders().forEach((name, values) -> headers.put(name, one(values)));
    headers.remove("Host"); // every client sends it by itself
    return new Presigned(
        signed.httpRequest().method().name(), uri(signed.url()), headers, signed.expiration());
  }

  private static String one(List<String> values) {
    return String.join(",", values);
  }

  @Override
  public URI presignDownload(String key, String fileName, Duration life) {
    GetObjectRequest get =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .responseContentDisposition(AttachmentName.header(fileName))
            .build();
    return uri(
        presigner.presignGetObject(r -> r.signatureDuration(life).getObjectRequest(get)).url());
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the SDK presigned what is no URI", e);
    }
  }
}
