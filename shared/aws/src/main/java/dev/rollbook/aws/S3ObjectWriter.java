package dev.rollbook.aws;

import dev.rollbook.imports.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object of S3 that is sent off in parts. One that fits into a part is put whole, at the price
 * of one request.
 */
final class S3ObjectWriter extends ObjectWriter {

  /** S3 takes 10,000 parts of 5 MiB at least: so many of this size are 78 GiB. */
  static final int PART = 8 << 20;

  /** The least size of a part that is not the last. */
  private static final long LEAST_PART = 5L << 20;

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final String contentType;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final List<CompletedPart> parts = new ArrayList<>();
  private String upload = "";
  private boolean complete;

  S3ObjectWriter(S3Client client, String bucket, String key, String contentType) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.contentType = contentType;
  }

  /** Begins with the content of another object, which S3 copies by itself if it is large enough. */
  void beginWith(String startKey) {
    long size = client.headObject(r -> r.bucket(bucket).key(startKey)).contentLength();
    if (size < LEAST_PART) {
      part.writeBytes(
          client.getObjectAsBytes(r -> r.bucket(bucket).key(startKey)).asByteArrayUnsafe());
      return;
    }
    begin();
    String tag =
        client
            .uploadPartCopy(
                r ->
                    r.sourceBucket(bucket)
                        .sourceKey(startKey)
                        .destinationBucket(bucket)
                        .destinationKey(key)
                        .uploadId(upload)
                        .partNumber(1))
            .copyPartResult()
            .eTag();
    parts.add(CompletedPart.builder().partNumber(1).eTag(tag).build());
  }

  @Override
  public void write(int value) {
    part.write(value);
    sendIfFull();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    part.write(bytes, offset, length);
    sendIfFull();
  }

  private void sendIfFull() {
    if (part.size() >= PART) {
      send();
    }
  }

  private void begin() {
    if (upload.isEmpty()) {
      upload =
          client
              .createMultipartUpload(r -> r.bucket(bucket).key(key).contentType(contentType))
              .uploadId();
    }
  }

  private void send() {
    begin();
    int number = parts.size() + 1;
    String tag =
        client
            .uploadPart(
                r -> r.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromBytes(part.toByteArray()))
            .eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    part.reset();
  }

  @Override
  public void complete() {
    if (upload.isEmpty()) {
      client.putObject(
          r -> r.bucket(bucket).key(key).contentType(contentType),
          RequestBody.fromBytes(part.toByteArray()));
    } else {
      if (part.size() > 0) {
        send();
      }
      client.completeMultipartUpload(
          r ->
              r.bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .multipartUpload(CompletedMultipartUpload.builder().parts(parts).build()));
    }
    complete = true;
  }

  @Override
  public void close() {
    if (!complete && !upload.isEmpty()) {
      client.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(upload));
    }
  }
}
