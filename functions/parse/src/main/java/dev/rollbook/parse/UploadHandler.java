package dev.rollbook.parse;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import dev.rollbook.aws.Cloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** Lambda's way in for a file that has arrived in the uploads bucket. */
public final class UploadHandler implements RequestHandler<S3Event, Void> {

  private final Parse parse;

  /** Works in this process's cloud. */
  public UploadHandler() {
    this(Parse.of(Cloud.ofProcess()));
  }

  /** Works with that parse. */
  UploadHandler(Parse parse) {
    this.parse = parse;
  }

  @Override
  public Void handleRequest(S3Event event, Context context) {
    return PowertoolsLogging.withLogging(
        context,
        () -> {
          event.getRecords().forEach(this::arrived);
          return null;
        });
  }

  private void arrived(S3EventNotificationRecord arrived) {
    S3ObjectEntity object = arrived.getS3().getObject();
    try {
      parse.arrived(
          object.getUrlDecodedKey(),
          Optional.ofNullable(object.getVersionId()).orElse(""),
          Instant.ofEpochMilli(arrived.getEventTime().getMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read an uploaded roster", e);
    }
  }
}
