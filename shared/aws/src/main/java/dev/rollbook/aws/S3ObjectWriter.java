package dev.rollbook.aws;

import dev.rollbook.imports.ObjectWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object of S3 in the making: one PUT if it is small, else a multipart upload. The bucket shows
 * neither before it is complete.
 */
final class S3ObjectWriter extends ObjectWriter {

  /**
   * Bytes of a part. S3 takes 5 MiB to 5 GiB, and 10,000 parts: 80 GiB in all, far beyond any
   * report. It is what a writer holds in memory at most.
   */
  static final int PART_BYTES = 8 * 1024 * 1024;

  /** Bytes that S3 takes as a part before the last. */
  static final int FEWEST_BYTES = 5 * 1024 * 1024;

  private static final int FIRST_BUFFER = 64 * 1024;

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final String contentType;
  private final List<CompletedPart> parts = new ArrayList<>();

  /** Empty while there is no multipart upload. */
  private String uploadId = "";

  private byte[] buffer = new byte[FIRST_BUFFER];
  private int buffered;
  private boolean ended;

  S3ObjectWriter(S3Client client, String bucket, String key, String contentType) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.contentType = contentType;
  }

  /** Begins with all of another object of the bucket, which has 5 MiB or more. */
  void copy(String startKey) {
    begin();
    try {
      String etag =
          client
              .uploadPartCopy(
                  r ->
                      r.sourceBucket(bucket)
                          .sourceKey(startKey)
                          .destinationBucket(bucket)
                          .destinationKey(key)
                          .uploadId(uploadId)
                          .partNumber(1))
              .copyPartResult()
              .eTag();
      parts.add(CompletedPart.builder().partNumber(1).eTag(etag).build());
    } catch (RuntimeException e) {
      abort(e);
      throw e;
    }
  }

  private void abort(RuntimeException because) {
    try {
      close();
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    requireOpen();
    int next = from;
    int left = length;
    while (left > 0) {
      if (buffered == PART_BYTES) { // only now is it sure that this part is not the last
        sendPart();
      }
      int taken = Math.min(left, PART_BYTES - buffered);
      if (buffered + taken > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(PART_BYTES, 2 * (buffered + taken)));
      }
      System.arraycopy(bytes, next, buffer, buffered, taken);
      buffered += taken;
      next += taken;
      left -= taken;
    }
  }

  private void requireOpen() throws IOException {
    if (ended) {
      throw new IOException("the object " + key + " is complete or given up");
    }
  }

  private void begin() {
    uploadId =
        client
            .createMultipartUpload(r -> r.bucket(bucket).key(key).contentType(contentType))
            .uploadId();
  }

  private void sendPart() {
    if (uploadId.isEmpty()) {
      begin();
    }
    int number = parts.size() + 1;
    String etag =
        client
            .uploadPart(
                r -> r.bucket(bucket).key(key).uploadId(uploadId).partNumber(number), content())
            .eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    buffered = 0;
  }

  private RequestBody content() {
    return RequestBody.fromBytes(Arrays.copyOf(buffer, buffered));
  }

  @Override
  public void complete() throws IOException {
    requireOpen();
    if (uploadId.isEmpty()) {
      client.putObject(r -> r.bucket(bucket).key(key).contentType(contentType), content());
    } else {
      if (buffered > 0) {
        sendPart();
      }
      client.completeMultipartUpload(
          r -> r.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(m -> m.parts(parts)));
    }
    end();
  }

  @Override
  public void close() {
    if (ended) {
      return;
    }
    end();
    if (!uploadId.isEmpty()) {
      client.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(uploadId));
    }
  }

  private void end() {
    ended = true;
    buffer = new byte[0];
  }
}
