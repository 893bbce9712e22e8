package dev.rollbook.local.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.backend.ObjectListener.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** What Rollbook needs of S3, asked of the emulator as it would be asked of S3. */
@Timeout(60)
class S3EmulatorIT {

  private static final String BUCKET = "uploads";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<StoredObject> STORED = new CopyOnWriteArrayList<>();

  @TempDir static Path folder;

  private static S3Emulator emulator;
  private static S3Client s3;
  private static S3Presigner presigner;

  @BeforeAll
  static void start() throws Exception {
    emulator = S3Emulator.start(folder, Endpoints.ACCESS_KEY, Endpoints.SECRET_KEY, STORED::add);
    s3 = Endpoints.at(emulator.endpoint()).s3Client();
    s3.createBucket(request -> request.bucket(BUCKET));
    presigner = Endpoints.at(emulator.endpoint()).s3Presigner();
  }

  @AfterAll
  static void stop() throws Exception {
    presigner.close();
    s3.close();
    emulator.stop();
  }

  @Test
  void shouldTakeTheUploadThatWasSigned() throws Exception {
    PresignedPutObjectRequest signed = presign("signed", 5, Duration.ofMinutes(15));
    assertThat(signed.signedHeaders()).containsKeys("content-length", "if-none-match");
    assertThat(put(signed, "hello").statusCode()).isEqualTo(200);
    assertThat(text("signed")).isEqualTo("hello");
    assertThat(STORED)
        .anyMatch(
            object ->
                object.kind().equals("ObjectCreated:Put")
                    && object.key().equals("signed")
                    && object.size() == 5);
  }

  @Test
  void shouldRefuseAnotherSizeThanTheSignedOne() throws Exception {
    assertThat(put(presign("size", 5, Duration.ofMinutes(15)), "hello, longer").statusCode())
        .isEqualTo(403);
    assertThat(exists("size")).isFalse();
  }

  @Test
  void shouldRefuseASecondUpload() throws Exception {
    PresignedPutObjectRequest signed = presign("twice", 5, Duration.ofMinutes(15));
    assertThat(put(signed, "first").statusCode()).isEqualTo(200);
    assertThat(put(signed, "other").statusCode()).isEqualTo(412);
    assertThat(text("twice")).isEqualTo("first");
  }

  @Test
  void shouldRefuseAnExpiredUrl() throws Exception {
    PresignedPutObjectRequest signed = presign("late", 5, Duration.ofSeconds(1));
    Thread.sleep(2_500);
    assertThat(put(signed, "hello").statusCode()).isEqualTo(403);
    assertThat(exists("late")).isFalse();
  }

  @Test
  void shouldRefuseAUrlThatWasTamperedWith() throws Exception {
    PresignedPutObjectRequest signed = presign("mine", 5, Duration.ofMinutes(15));
    URI other = URI.create(signed.url().toString().replace("/mine?", "/yours?"));
    assertThat(put(other, signed.httpRequest(), "hello").statusCode()).isEqualTo(403);
    assertThat(exists("yours")).isFalse();
  }

  @Test
  void shouldRefuseARequestWithoutSignature() throws Exception {
    URI uri = emulator.endpoint().resolve("/" + BUCKET + "/anyone");
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString("x")).build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(403);
  }

  @Test
  void shouldAnswerARefusedUploadOnlyOnceItsBodyCame() throws Exception {
    try (Socket socket = new Socket(emulator.endpoint().getHost(), emulator.endpoint().getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      String head =
          "PUT /%s/slow HTTP/1.1\r\nHost: %s\r\nContent-Length: 5\r\n\r\n"
              .formatted(BUCKET, emulator.endpoint().getAuthority());
      for (int call = 0; call < 2; call++) {
        // When: a client sends head and body apart
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        Thread.sleep(300);
        assertThat(socket.getInputStream().available()).isZero();
        out.write("hello".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        // Then: it is told why, and the connection stands
        assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 403");
      }
    }
  }

  /** A whole answer, which comes in chunks. */
  private static String answer(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n0\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("after " + answer).isNotNegative();
      answer.append((char) next);
    }
    return answer.toString();
  }

  @Test
  void shouldServeASignedDownloadUnderTheNameThatWasSigned() throws Exception {
    // Given
    put("report", "a;b");
    String disposition = "attachment; filename=\"report.csv\"";
    // When
    var signed =
        presigner.presignGetObject(
            request ->
                request
                    .signatureDuration(Duration.ofMinutes(5))
                    .getObjectRequest(
                        get ->
                            get.bucket(BUCKET)
                                .key("report")
                                .responseContentDisposition(disposition)));
    HttpResponse<String> response =
        HTTP.send(HttpRequest.newBuilder(signed.url().toURI()).build(), BodyHandlers.ofString());
    // Then
    assertThat(response.body()).isEqualTo("a;b");
    assertThat(response.headers().firstValue("content-disposition")).contains(disposition);
  }

  @Test
  void shouldStoreOnlyOnceIfNoneMatches() {
    s3.putObject(
        request -> request.bucket(BUCKET).key("plan").ifNoneMatch("*"),
        RequestBody.fromString("1"));
    assertThatThrownBy(
            () ->
                s3.putObject(
                    request -> request.bucket(BUCKET).key("plan").ifNoneMatch("*"),
                    RequestBody.fromString("2")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    assertThat(text("plan")).isEqualTo("1");
  }

  @Test
  void shouldListAndDeleteAllVersionsOfAnObject() {
    // Given
    put("secret/roster", "one");
    put("secret/roster", "two");
    put("secret/roster2", "other");
    // When
    List<ObjectVersion> versions =
        s3
            .listObjectVersionsPaginator(
                request -> request.bucket(BUCKET).prefix("secret/roster").maxKeys(1))
            .versions()
            .stream()
            .filter(version -> version.key().equals("secret/roster"))
            .toList();
    s3.deleteObjects(
        request ->
            request
                .bucket(BUCKET)
                .delete(
                    delete ->
                        delete.objects(
                            versions.stream()
                                .map(
                                    version ->
                                        ObjectIdentifier.builder()
                                            .key(version.key())
                                            .versionId(version.versionId())
                                            .build())
                                .toList())));
    // Then
    assertThat(versions)
        .singleElement()
        .satisfies(version -> assertThat(version.versionId()).isEqualTo("null"));
    assertThat(exists("secret/roster")).isFalse();
    assertThat(exists("secret/roster2")).isTrue();
  }

  @Test
  void shouldDeleteOneVersion() {
    put("single", "x");
    s3.deleteObject(request -> request.bucket(BUCKET).key("single").versionId("null"));
    assertThat(exists("single")).isFalse();
  }

  @Test
  void shouldTellOfCopiesAndUploadsInParts() {
    // Given
    put("from", "x");
    // When
    s3.copyObject(
        request ->
            request
                .sourceBucket(BUCKET)
                .sourceKey("from")
                .destinationBucket(BUCKET)
                .destinationKey("copied"));
    String upload =
        s3.createMultipartUpload(request -> request.bucket(BUCKET).key("parts")).uploadId();
    String eTag =
        s3.uploadPart(
                request -> request.bucket(BUCKET).key("parts").uploadId(upload).partNumber(1),
                RequestBody.fromString("part"))
            .eTag();
    s3.completeMultipartUpload(
        request ->
            request
                .bucket(BUCKET)
                .key("parts")
                .uploadId(upload)
                .multipartUpload(
                    parts ->
                        parts.parts(CompletedPart.builder().partNumber(1).eTag(eTag).build())));
    // Then
    assertThat(STORED)
        .anyMatch(
            object ->
                object.kind().equals("ObjectCreated:Copy")
                    && object.key().equals("copied")
                    && object.size() == 1);
    assertThat(STORED)
        .anyMatch(
            object ->
                object.kind().equals("ObjectCreated:CompleteMultipartUpload")
                    && object.key().equals("parts")
                    && object.size() == 4);
  }

  private static PresignedPutObjectRequest presign(String key, long size, Duration life) {
    return presigner.presignPutObject(
        request ->
            request
                .signatureDuration(life)
                .putObjectRequest(
                    put -> put.bucket(BUCKET).key(key).contentLength(size).ifNoneMatch("*")));
  }

  private static HttpResponse<String> put(PresignedPutObjectRequest signed, String content)
      throws Exception {
    return put(signed.url().toURI(), signed.httpRequest(), content);
  }

  private static HttpResponse<String> put(URI uri, SdkHttpRequest signed, String content)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(content));
    for (Map.Entry<String, List<String>> header : signed.headers().entrySet()) {
      // The client sets these two itself.
      if (!header.getKey().equalsIgnoreCase("host")
          && !header.getKey().equalsIgnoreCase("content-length")) {
        request.header(header.getKey(), header.getValue().get(0));
      }
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static void put(String key, String content) {
    s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(content));
  }

  private static String text(String key) {
    return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asUtf8String();
  }

  private static boolean exists(String key) {
    try {
      s3.headObject(request -> request.bucket(BUCKET).key(key));
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    }
  }
}
