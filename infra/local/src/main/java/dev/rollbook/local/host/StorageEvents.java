package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.backend.ObjectListener;
import dev.rollbook.local.template.EventSource.ObjectStored;
import dev.rollbook.local.template.FunctionResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Raises S3's events: every object stored goes to each function whose filter it matches. */
final class StorageEvents implements ObjectListener {

  private final Collection<AsyncTarget> targets;
  private final HeldEvents held;
  private final AtomicLong sequence = new AtomicLong(System.currentTimeMillis() << 20);

  /** A function and the way to invoke it asynchronously. */
  record AsyncTarget(FunctionPool pool, AsyncQueue queue) {}

  StorageEvents(Collection<AsyncTarget> targets, HeldEvents held) {
    this.targets = targets;
    this.held = held;
  }

  @Override
  public void stored(StoredObject object) {
    for (AsyncTarget target : targets) {
      FunctionResource function = target.pool().function();
      boolean meant =
          function
              .events(ObjectStored.class)
              .anyMatch(source -> source.matches(object.bucket(), object.key(), object.kind()));
      if (meant && !held.take(function.logicalId(), object.key(), () -> event(object))) {
        target.queue().add(event(object));
      }
    }
  }

  private byte[] event(StoredObject object) {
    ObjectNode event = HostJson.object();
    ObjectNode json = event.putArray("Records").addObject();
    json.put("eventVersion", "2.1").put("eventSource", "aws:s3").put("awsRegion", Endpoints.REGION);
    json.put("eventTime", Instant.now().toString()).put("eventName", object.kind());
    json.putObject("userIdentity").put("principalId", "AWS:local");
    json.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    json.putObject("responseElements")
        .put("x-amz-request-id", UUID.randomUUID().toString())
        .put("x-amz-id-2", "local");
    ObjectNode s3 =
        json.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", "local");
    ObjectNode bucket = s3.putObject("bucket").put("name", object.bucket());
    bucket.putObject("ownerIdentity").put("principalId", "local");
    bucket.put("arn", "arn:aws:s3:::" + object.bucket());
    // Slashes stay as they are, blanks become '+', as S3 does it.
    String key =
        URLEncoder.encode(object.key(), StandardCharsets.UTF_8)
            .replace("%2F", "/")
            .replace("%7E", "~");
    ObjectNode stored =
        s3.putObject("object")
            .put("key", key)
            .put("size", object.size())
            .put("eTag", object.eTag())
            .put("sequencer", String.format("%016X", sequence.incrementAndGet()));
    if (!object.version().isEmpty()) {
      stored.put("versionId", object.version());
    }
    return HostJson.bytes(event);
  }
}
