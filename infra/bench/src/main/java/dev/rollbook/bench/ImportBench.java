package dev.rollbook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.CloudConfig;
import dev.rollbook.local.EmbeddedCloud;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Imports a large roster three times, as new, as the same again, and with a tenth of it changed,
 * and prints the time, the counts, the cost and the most memory each function's process held. A
 * process over its template's memory is killed, so an import that completes has kept to it.
 */
public final class ImportBench {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PrintStream OUT = System.out;

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedCloud cloud;
  private final String key;

  private ImportBench(EmbeddedCloud cloud) throws IOException, InterruptedException {
    this.cloud = cloud;
    this.key =
        send(HttpRequest.newBuilder(
                    cloud
                        .invokeEndpoint()
                        .resolve("/2015-03-31/functions/TenantFunction/invocations"))
                .POST(BodyPublishers.ofString("{\"tenant\": \"bench\"}")))
            .path("key")
            .asText();
  }

  /**
   * Measures.
   *
   * @param arguments the project's root, how many rows, how many processes a function may have
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    int rows = Integer.parseInt(arguments[1]);
    int processes = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("rollbook-bench");
    Path first = Roster.write(folder.resolve("first.csv"), rows, 0);
    Path second = Roster.write(folder.resolve("second.csv"), rows, rows / 10);
    try (EmbeddedCloud cloud =
        EmbeddedCloud.start(CloudConfig.of(root).withConcurrencyCap(processes))) {
      ImportBench bench = new ImportBench(cloud);
      OUT.printf("%d rows, %d bytes, %d processes%n", rows, Files.size(first), processes);
      bench.run("all new", first);
      bench.run("the same", first);
      bench.run("a tenth changed", second);
      cloud.host().peaks().forEach((function, mb) -> OUT.printf("%-30s %5d MiB%n", function, mb));
    } finally {
      Files.delete(first);
      Files.delete(second);
      Files.delete(folder);
    }
  }

  private void run(String what, Path file) throws IOException, InterruptedException {
    ObjectNode wanted = JSON.createObjectNode();
    wanted.put("name", what).put("fileName", "bench.csv").put("size", Files.size(file));
    wanted.putObject("options").put("deactivateUnlisted", true);
    Instant start = Instant.now();
    JsonNode created = send(api("/v1/imports").POST(BodyPublishers.ofString(wanted.toString())));
    JsonNode upload = created.path("upload");
    http.send(
        HttpRequest.newBuilder(URI.create(upload.path("url").asText()))
            .header("If-None-Match", "*")
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofFile(file))
            .build(),
        BodyHandlers.discarding());
    String path = "/v1/imports/" + created.path("importId").asText();
    JsonNode now = send(api(path));
    while (now.path("finishedAt").isNull()) {
      Thread.sleep(500);
      now = send(api(path));
    }
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1e3;
    OUT.printf(
        "%-16s %7.1f s  %8.0f rows/s  %s  %s  %s%n",
        what,
        seconds,
        now.path("counts").path("rows").asLong() / seconds,
        now.path("status").asText(),
        now.path("counts"),
        now.path("cost"));
  }

  private HttpRequest.Builder api(String path) {
    return HttpRequest.newBuilder(cloud.api().resolve(path))
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }
}
