package dev.rollbook.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.backend.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What {@code running.json} in a data folder says of the cloud that runs there.
 *
 * @param pid the process it runs in
 * @param api where the HTTP API answers
 * @param invoke where Lambda's Invoke call answers
 */
public record RunningCloud(long pid, URI api, URI invoke, Endpoints endpoints) {

  private static final String FILE = "running.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The cloud that runs in that data folder now; one whose process is gone is none. */
  public static Optional<RunningCloud> in(Path dataFolder) throws IOException {
    JsonNode json;
    try {
      json = MAPPER.readTree(Files.readAllBytes(dataFolder.resolve(FILE)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    long pid = json.path("pid").asLong();
    if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RunningCloud(
            pid,
            uri(json, "api"),
            uri(json, "invoke"),
            new Endpoints(uri(json, "dynamodb"), uri(json, "sqs"), uri(json, "s3"))));
  }

  void write(Path dataFolder) throws IOException {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("pid", pid)
            .put("api", api.toString())
            .put("invoke", invoke.toString())
            .put("dynamodb", endpoints.dynamoDb().toString())
            .put("sqs", endpoints.sqs().toString())
            .put("s3", endpoints.s3().toString());
    // Moved into place whole, so that a reader never meets half of it.
    Path part = dataFolder.resolve(FILE + ".part");
    Files.writeString(part, json.toPrettyString() + "\n");
    Files.move(
        part,
        dataFolder.resolve(FILE),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  static void remove(Path dataFolder) throws IOException {
    Files.deleteIfExists(dataFolder.resolve(FILE));
  }

  private static URI uri(JsonNode json, String key) {
    return URI.create(json.path(key).asText());
  }
}
