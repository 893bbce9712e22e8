package dev.rollbook.local.pipeline;

import dev.rollbook.testkit.Unpacked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Looks for a secret wherever a {@link Pipeline} keeps something (SPEC A8, invariant 8). */
record SecretSearch(Pipeline pipeline, String secret) {

  /** Everything a bucket keeps, also what has been replaced or deleted. */
  Stream<ObjectVersion> versions(String bucket, String prefix) {
    return pipeline
        .s3()
        .listObjectVersionsPaginator(request -> request.bucket(bucket).prefix(prefix))
        .versions()
        .stream();
  }

  /** Every object, item, waiting message and log that has it. */
  List<String> traces() {
    List<String> traces = new ArrayList<>();
    for (String bucket : List.of(Pipeline.UPLOADS_BUCKET, Pipeline.RESULTS_BUCKET)) {
      versions(bucket, "")
          .forEach(
              version ->
                  look(
                      traces,
                      bucket + "/" + version.key(),
                      Unpacked.text(content(bucket, version))));
    }
    for (String table : List.of(pipeline.directoryTable(), pipeline.importsTable())) {
      pipeline
          .dynamoDb()
          .scanPaginator(request -> request.tableName(table))
          .items()
          .forEach(item -> look(traces, table + " " + item.get("sk").s(), item.toString()));
    }
    for (String queue : pipeline.sqs().listQueues().queueUrls()) {
      pipeline
          .sqs()
          .receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).visibilityTimeout(0))
          .messages()
          .forEach(message -> look(traces, queue, message.body()));
    }
    pipeline.logs().forEach(line -> look(traces, "log", line));
    try (Stream<Path> files = Files.walk(pipeline.cloud().logFolder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        look(traces, file.toString(), latin(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return traces;
  }

  private byte[] content(String bucket, ObjectVersion version) {
    return pipeline
        .s3()
        .getObjectAsBytes(
            r -> {
              r.bucket(bucket).key(version.key());
              // A bucket without versioning has nothing but the latest.
              if (!version.versionId().equals("null")) {
                r.versionId(version.versionId());
              }
            })
        .asByteArray();
  }

  private static String latin(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  private void look(List<String> traces, String where, String text) {
    if (text.contains(secret)) {
      traces.add(where);
    }
  }
}
