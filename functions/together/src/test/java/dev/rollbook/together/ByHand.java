package dev.rollbook.together;

import dev.rollbook.api.Api;
import dev.rollbook.api.Request;
import dev.rollbook.api.Response;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.testkit.InMemoryHandEdits;
import dev.rollbook.testkit.PlainSealer;
import dev.rollbook.testkit.QuickHasher;
import dev.rollbook.webhooks.WebhookAddresses;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What people of a tenant do through the API, beside its imports. */
final class ByHand {

  /** What they did. */
  final InMemoryHandEdits handEdits = new InMemoryHandEdits();

  private final FakePipeline pipeline;
  private final String tenant;

  ByHand(FakePipeline pipeline, String tenant) {
    this.pipeline = pipeline;
    this.tenant = tenant;
  }

  Response call(String method, String path, String body) {
    var cloud = pipeline.cloud;
    return new Api(
            cloud.journal(),
            cloud.changesPort(),
            cloud.directory(),
            cloud.faults.on(HandEdits.class, handEdits),
            cloud.buckets(),
            cloud.commandsPort(),
            new QuickHasher(),
            new PlainSealer(),
            new WebhookAddresses(name -> List.of(InetAddress.getLoopbackAddress()), false),
            pipeline::nextId,
            cloud.clock)
        .answer(
            new Request(
                tenant, method, Arrays.asList(path.substring(1).split("/")), Map.of(), body));
  }

  Response renames(String from, String to) {
    return call("POST", "/users/" + from + "/rename", "{\"username\": \"" + to + "\"}");
  }
}
