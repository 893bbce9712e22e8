package dev.rollbook.local.backend;

/** Told of every object that was stored, after it is there and before its writer is answered. */
@FunctionalInterface
public interface ObjectListener {

  /** An object was stored. */
  void stored(StoredObject object);

  /**
   * An object as it was stored.
   *
   * @param kind as S3 names it: {@code ObjectCreated:Put}, {@code ObjectCreated:Copy}, {@code
   *     ObjectCreated:CompleteMultipartUpload}
   * @param size in bytes
   * @param eTag without quotes
   * @param version empty if the bucket keeps none
   */
  record StoredObject(
      String kind, String bucket, String key, long size, String eTag, String version) {}
}
