package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.imports.ObjectWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What an emulator does not do: answers of S3 under contention, and long lists of versions. */
class S3ObjectStoreTest {

  private final ScriptedS3 s3 = new ScriptedS3();
  private final S3ObjectStore objects =
      new S3ObjectStore(s3, S3Presigner.builder().region(Region.EU_CENTRAL_1).build(), "bucket");

  @Test
  void shouldAskAgainWhileAnotherUploadIsBeingDecided() {
    s3.answer(409, 409, 200);

    assertThat(objects.putIfAbsent("k", new byte[1])).isTrue();
    assertThat(s3.requests).containsExactly("PUT k *", "PUT k *", "PUT k *");
  }

  @Test
  void shouldSayThatThereIsAnObject() {
    s3.answer(409, 412);

    assertThat(objects.putIfAbsent("k", new byte[1])).isFalse();
  }

  @Test
  void shouldNotTakeOtherErrorsForAnAnswer() {
    s3.answer(403);
    assertThatThrownBy(() -> objects.putIfAbsent("k", new byte[1])).isInstanceOf(S3Exception.class);

    s3.answer(403);
    assertThatThrownBy(() -> objects.find("k")).isInstanceOf(S3Exception.class);
  }

  @Test
  void shouldFindNothingWhereThereIsNothing() {
    s3.answer(404);

    assertThat(objects.find("k")).isEmpty();
  }

  @Test
  void shouldDeleteEveryPageOfVersionsAndMarkersOfThatKeyAlone() {
    objects.deleteAllVersions("k");

    assertThat(s3.requests)
        .containsExactly(
            "LIST k null/null",
            "DELETE k v3",
            "DELETE k v2",
            "DELETE k m1",
            "LIST k k/v2",
            "DELETE k null");
  }

  @Test
  void shouldPutASmallObjectInOneRequest() throws IOException {
    s3.answer(200);
    try (ObjectWriter writer = objects.writer("k", "text/csv")) {
      writer.write(new byte[10]);
      writer.complete();
    }

    assertThat(s3.requests).containsExactly("PUT k null");
  }

  @Test
  void shouldAbortAnUploadThatIsNotCompleted() throws IOException {
    try (ObjectWriter writer = objects.writer("k", "text/csv")) {
      writer.write(new byte[2 * S3ObjectWriter.PART_BYTES + 1]);
    }

    assertThat(s3.requests)
        .containsExactly("CREATE k text/csv", "PART 1", "PART 2", "ABORT upload-1");
  }

  @Test
  void shouldAbortAnUploadThatS3DoesNotComplete() throws IOException {
    s3.answer(500);
    try (ObjectWriter writer = objects.writer("k", "text/csv")) {
      writer.write(new byte[S3ObjectWriter.PART_BYTES + 1]);
      assertThatThrownBy(writer::complete).isInstanceOf(S3Exception.class);
    }

    assertThat(s3.requests)
        .containsExactly("CREATE k text/csv", "PART 1", "PART 2", "COMPLETE 2", "ABORT upload-1");
  }

  private static final class ScriptedS3 implements S3Client {
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();

    void answer(Integer... statuses) {
      answers.addAll(Arrays.asList(statuses));
    }

    private void failAsScripted() {
      int status = answers.remove();
      if (status != 200) {
        throw S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("E" + status).build())
            .build();
      }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      requests.add("PUT " + request.key() + " " + request.ifNoneMatch());
      failAsScripted();
      return PutObjectResponse.builder().build();
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(
        CreateMultipartUploadRequest request) {
      requests.add("CREATE " + request.key() + " " + request.contentType());
      return CreateMultipartUploadResponse.builder().uploadId("upload-1").build();
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
      requests.add("PART " + request.partNumber());
      return UploadPartResponse.builder().eTag("e" + request.partNumber()).build();
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
        CompleteMultipartUploadRequest request) {
      requests.add("COMPLETE " + request.multipartUpload().parts().size());
      failAsScripted();
      return CompleteMultipartUploadResponse.builder().build();
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
      requests.add("ABORT " + request.uploadId());
      return AbortMultipartUploadResponse.builder().build();
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      failAsScripted();
      return HeadObjectResponse.builder().contentLength(1L).build();
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
      requests.add(
          "LIST %s %s/%s"
              .formatted(request.prefix(), request.keyMarker(), request.versionIdMarker()));
      if (request.keyMarker() == null) {
        return ListObjectVersionsResponse.builder()
            .versions(List.of(version("k", "v3"), version("k", "v2")))
            .deleteMarkers(List.of(DeleteMarkerEntry.builder().key("k").versionId("m1").build()))
            .isTruncated(true)
            .nextKeyMarker("k")
            .nextVersionIdMarker("v2")
            .build();
      }
      return ListObjectVersionsResponse.builder()
          .versions(List.of(version("k", "null"), version("kx", "v9")))
          .isTruncated(true)
          .nextKeyMarker("kx")
          .nextVersionIdMarker("v9")
          .build();
    }

    private static ObjectVersion version(String key, String id) {
      return ObjectVersion.builder().key(key).versionId(id).build();
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
      requests.add("DELETE " + request.key() + " " + request.versionId());
      return DeleteObjectResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {
      // opens nothing
    }
  }
}
