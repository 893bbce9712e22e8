package dev.rollbook.local.emulator;

import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists versions as S3 does for a bucket without versioning, every object as its one version {@code
 * null}. Over a folder S3Proxy refuses the call, and the code that deletes all versions of an
 * upload is to be the same here. Deleting version {@code null} S3Proxy knows by itself.
 */
final class NullVersionBlobStore extends ForwardingBlobStore {

  private static final String NULL_VERSION = "null";

  NullVersionBlobStore(BlobStore store) {
    super(store);
  }

  /** S3Proxy asks before it lets {@link #listVersions} through. */
  @Override
  public boolean supportsVersioning() {
    return true;
  }

  @Override
  public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
    ListObjectsV2Response objects =
        list(
            ListObjectsV2Request.builder()
                .bucket(request.bucket())
                .prefix(request.prefix())
                .delimiter(request.delimiter())
                .maxKeys(request.maxKeys())
                .startAfter(request.keyMarker())
                .build());
    List<ObjectVersion> versions =
        objects.contents().stream().map(NullVersionBlobStore::version).toList();
    ListObjectVersionsResponse.Builder response =
        ListObjectVersionsResponse.builder()
            .name(request.bucket())
            .prefix(request.prefix())
            .delimiter(request.delimiter())
            .keyMarker(request.keyMarker())
            .maxKeys(request.maxKeys())
            .versions(versions)
            .commonPrefixes(objects.commonPrefixes())
            .isTruncated(objects.isTruncated());
    if (Boolean.TRUE.equals(objects.isTruncated()) && !versions.isEmpty()) {
      response
          .nextKeyMarker(versions.get(versions.size() - 1).key())
          .nextVersionIdMarker(NULL_VERSION);
    }
    return response.build();
  }

  private static ObjectVersion version(S3Object object) {
    return ObjectVersion.builder()
        .key(object.key())
        .versionId(NULL_VERSION)
        .isLatest(true)
        .size(object.size())
        .eTag(object.eTag())
        .lastModified(object.lastModified())
        .storageClass("STANDARD")
        .build();
  }
}
