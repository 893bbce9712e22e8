package dev.rollbook.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.template.FunctionResource;
import dev.rollbook.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code sam.json} in a data folder: what {@code sam local} has to be given as {@code --env-vars},
 * so that a function in its container works on the cloud that runs here.
 *
 * <p>The SAM CLI overrides only variables that the template declares, and gives a function made-up
 * names for tables and queues. So the real names are here, and what the SDK must know beside them
 * goes through {@code JAVA_TOOL_OPTIONS}, which the template has: the way to the services, too,
 * which is a proxy. The JVM would not ask it about a loopback address, unless told that there is no
 * host to go to by itself.
 */
final class SamEnvironment {

  /** The name that a container has for this machine. */
  static final String HOST = "host.docker.internal";

  private static final String FILE = "sam.json";
  private static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SamEnvironment() {}

  /**
   * @param proxyPort where the proxy listens
   */
  static void write(Path dataFolder, Template template, Endpoints endpoints, int proxyPort)
      throws IOException {
    ObjectNode functions = MAPPER.createObjectNode();
    for (FunctionResource function : template.functions()) {
      ObjectNode variables = functions.putObject(function.logicalId());
      function.environment().forEach(variables::put);
      variables.put(
          JVM_OPTIONS,
          (variables.path(JVM_OPTIONS).asText()
                  + " "
                  + String.join(" ", sdk(endpoints))
                  + " "
                  + String.join(" ", way(proxyPort)))
              .strip());
    }
    Files.writeString(dataFolder.resolve(FILE), functions.toPrettyString() + "\n");
  }

  static void remove(Path dataFolder) throws IOException {
    Files.deleteIfExists(dataFolder.resolve(FILE));
  }

  private static List<String> way(int proxyPort) {
    return List.of(
        "-Dhttp.proxyHost=" + HOST,
        "-Dhttp.proxyPort=" + proxyPort,
        "-Dhttp.nonProxyHosts=none.invalid");
  }

  private static List<String> sdk(Endpoints endpoints) {
    return List.of(
        "-Daws.region=" + Endpoints.REGION,
        "-Daws.accessKeyId=" + Endpoints.ACCESS_KEY,
        "-Daws.secretAccessKey=" + Endpoints.SECRET_KEY,
        "-Daws.endpointUrlDynamoDb=" + endpoints.dynamoDb(),
        "-Daws.endpointUrlSqs=" + endpoints.sqs(),
        "-Daws.endpointUrlS3=" + endpoints.s3());
  }
}
