package dev.rollbook.local.pipeline;

import dev.rollbook.aws.S3ObjectStore;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.local.backend.ChosenBackend;
import dev.rollbook.testkit.ObjectStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Objects in a bucket of the run's backend. */
@ExtendWith(InPipeline.class)
class S3ObjectStoreIT extends ObjectStoreContract {

  private final Pipeline pipeline;
  private final S3Presigner presigner;

  S3ObjectStoreIT(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.presigner = pipeline.cloud().endpoints().s3Presigner();
  }

  @Override
  protected ObjectStore objects() {
    return new S3ObjectStore(pipeline.s3(), presigner, Pipeline.RESULTS_BUCKET);
  }

  @Test
  @Override
  protected void shouldDeleteAVersionThatIsGone() {
    ChosenBackend.assumeDeletesRepeat();
    super.shouldDeleteAVersionThatIsGone();
  }

  @BeforeEach
  void clear() {
    ListObjectVersionsRequest all =
        ListObjectVersionsRequest.builder()
            .bucket(Pipeline.RESULTS_BUCKET)
            .prefix("uploads/t1/")
            .build();
    pipeline
        .s3()
        .listObjectVersionsPaginator(all)
        .forEach(
            page -> {
              page.versions().forEach(this::delete);
              page.deleteMarkers().forEach(this::delete);
            });
  }

  private void delete(ObjectVersion version) {
    delete(version.key(), version.versionId());
  }

  private void delete(DeleteMarkerEntry marker) {
    delete(marker.key(), marker.versionId());
  }

  private void delete(String key, String version) {
    pipeline.s3().deleteObject(r -> r.bucket(Pipeline.RESULTS_BUCKET).key(key).versionId(version));
  }

  @AfterEach
  void close() {
    presigner.close();
  }
}
