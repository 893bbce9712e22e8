package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.ObjectStore.Presigned;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3PresignTest {

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private final S3ObjectStore objects =
      new S3ObjectStore(
          S3Client.builder().region(Region.EU_CENTRAL_1).credentialsProvider(CREDENTIALS).build(),
          S3Presigner.builder()
              .region(Region.EU_CENTRAL_1)
              .credentialsProvider(CREDENTIALS)
              .build(),
          "bucket");

  @Test
  void shouldSignSizeTypeAndAbsenceAndNothingThatTheClientDoesNotKnow() { // SPEC S1
    Presigned upload = objects.presignUpload("uploads/t1/a b.csv", 42, Duration.ofMinutes(15));

    assertThat(upload.url().getQuery())
        .contains("X-Amz-SignedHeaders=content-length;content-type;host;if-none-match")
        .contains("X-Amz-Expires=900")
        .doesNotContainIgnoringCase("checksum")
        .doesNotContainIgnoringCase("crc32");
    assertThat(upload.headers()).hasSize(3);
    assertThat(upload.expiresAt())
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(14)), Instant.now().plus(Duration.ofMinutes(16)));
  }

  @Test
  void shouldNameTheDownloadForEveryBrowser() {
    URI url = objects.presignDownload("k", "Bericht 100% für \"alle\"*.csv", Duration.ofMinutes(5));

    assertThat(URLDecoder.decode(url.getRawQuery(), StandardCharsets.UTF_8))
        .contains(
            "attachment; filename=\"Bericht 100_ f_r _alle_*.csv\";"
                + " filename*=UTF-8''Bericht%20100%25%20f%C3%BCr%20%22alle%22%2A.csv");
  }
}
