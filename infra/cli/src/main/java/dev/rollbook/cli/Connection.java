package dev.rollbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.CloudConfig;
import dev.rollbook.local.EmbeddedCloud;
import dev.rollbook.local.RunningCloud;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The way to an API: a deployment's, that of a cloud running in the data folder, or that of one of
 * our own.
 */
final class Connection implements AutoCloseable {

  private static final String TENANT_FUNCTION = "TenantFunction";

  private static final List<String> IMPORT_FUNCTIONS =
      List.of("ParseUploadFunction", "ReconcileFunction", "FinalizeFunction");

  private final URI api;
  private final URI invoke;
  private final Optional<EmbeddedCloud> own;
  private final KeyFile keys;

  private Connection(URI api, URI invoke, Optional<EmbeddedCloud> own, KeyFile keys) {
    this.api = api;
    this.invoke = invoke;
    this.own = own;
    this.keys = keys;
  }

  /**
   * Does something with a client of the API, wherever that is.
   *
   * @param prepare told of the cloud before, if it is an embedded one
   */
  static <T> T use(GlobalOptions options, Consumer<Connection> prepare, Use<T> use)
      throws IOException, InterruptedException {
    Optional<ApiClient> deployment = options.deployment();
    if (deployment.isPresent()) {
      return use.with(deployment.get());
    }
    try (Connection connection = embedded(options)) {
      prepare.accept(connection);
      return use.with(connection.client(options.tenant()));
    }
  }

  /** What is done with a client. */
  @FunctionalInterface
  interface Use<T> {
    T with(ApiClient client) throws IOException, InterruptedException;
  }

  /** Uses the cloud that runs in the data folder, or starts one for as long as this is open. */
  static Connection embedded(GlobalOptions options) throws IOException, InterruptedException {
    Optional<Path> folder = options.dataFolder();
    if (folder.isPresent()) {
      Optional<RunningCloud> running = RunningCloud.in(folder.get());
      if (running.isPresent()) {
        return new Connection(
            running.get().api(), running.get().invoke(), Optional.empty(), new KeyFile(folder));
      }
    }
    return start(options, UnaryOperator.identity());
  }

  /** Starts a cloud in the data folder, with what else is wanted of it. */
  static Connection start(GlobalOptions options, UnaryOperator<CloudConfig> wanted)
      throws IOException, InterruptedException {
    CloudConfig config = wanted.apply(CloudConfig.of(options.projectRoot()));
    Optional<Path> folder = options.dataFolder();
    EmbeddedCloud cloud =
        EmbeddedCloud.start(folder.isPresent() ? config.inFolder(folder.get()) : config);
    return new Connection(
        cloud.api(), cloud.invokeEndpoint(), Optional.of(cloud), new KeyFile(folder));
  }

  /** Has the functions of an import started, if the cloud is our own: one is about to come. */
  void expectImport() {
    own.ifPresent(cloud -> cloud.host().prepare(IMPORT_FUNCTIONS));
  }

  /** Where the API answers, {@code /v1} included. */
  URI api() {
    return api.resolve("/v1");
  }

  /** Where the console is. */
  URI console() {
    return api.resolve("/console");
  }

  /** Whether this is what keeps the cloud up. */
  boolean isOwn() {
    return own.isPresent();
  }

  /** A client with the tenant's key; the tenant is made if need be. */
  ApiClient client(String tenant) throws IOException, InterruptedException {
    return new ApiClient(api, goodKey(tenant));
  }

  /** A good key of the tenant, the one that is known if it is still good. */
  String goodKey(String tenant) throws IOException, InterruptedException {
    Optional<String> known = keys.key(tenant);
    if (known.isPresent()) {
      ApiClient client = new ApiClient(api, known.get());
      if (client.call("GET", "/imports?limit=1", "").statusCode() != 401) {
        return known.get();
      }
    }
    return newKey(tenant);
  }

  /** Makes the tenant if need be and gives it a new key. */
  String newKey(String tenant) throws IOException, InterruptedException {
    JsonNode answer = operate(ApiClient.JSON.createObjectNode().put("tenant", tenant), "key");
    keys.put(tenant, answer.path("key").asText());
    return answer.path("key").asText();
  }

  /** Makes an end of all keys of the tenant; says how many. */
  JsonNode revokeKeys(String tenant) throws IOException, InterruptedException {
    JsonNode answer =
        operate(
            ApiClient.JSON.createObjectNode().put("tenant", tenant).put("revoke", true), "revoked");
    keys.remove(tenant);
    return answer;
  }

  /** Invokes the operator's function, whose answer has that field if it went well. */
  private JsonNode operate(ObjectNode event, String expected)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                invoke.resolve("/2015-03-31/functions/" + TENANT_FUNCTION + "/invocations"))
            .POST(HttpRequest.BodyPublishers.ofString(event.toString()))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    JsonNode answer = ApiClient.JSON.readTree(response.body());
    if (!answer.hasNonNull(expected)) {
      throw new CommandException(answer.path("errorMessage").asText(response.body()));
    }
    return answer;
  }

  @Override
  public void close() {
    own.ifPresent(EmbeddedCloud::close);
  }
}
