package dev.rollbook.local.emulator;

import dev.rollbook.local.backend.ObjectListener;
import dev.rollbook.local.backend.ObjectListener.StoredObject;
import java.io.InputStream;
import java.util.Objects;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Tells a listener of every object stored. */
final class NotifyingBlobStore extends ForwardingBlobStore {

  private final ObjectListener listener;

  NotifyingBlobStore(BlobStore store, ObjectListener listener) {
    super(store);
    this.listener = listener;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    PutObjectResponse response = super.putBlob(request, content);
    tell("ObjectCreated:Put", request.bucket(), request.key());
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    CopyObjectResponse response = super.copyBlob(request);
    tell("ObjectCreated:Copy", request.destinationBucket(), request.destinationKey());
    return response;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    tell("ObjectCreated:CompleteMultipartUpload", request.bucket(), request.key());
    return response;
  }

  private void tell(String kind, String bucket, String key) {
    HeadObjectResponse head = blobMetadataIfPresent(bucket, key);
    // Gone again: whoever deleted it was quicker, and S3 would tell of it all the same, but there
    // is nothing left to tell.
    if (head != null) {
      String eTag = Objects.requireNonNullElse(head.eTag(), "");
      listener.stored(
          new StoredObject(kind, bucket, key, head.contentLength(), eTag.replace("\"", ""), ""));
    }
  }
}
