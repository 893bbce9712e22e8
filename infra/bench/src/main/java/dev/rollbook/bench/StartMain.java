package dev.rollbook.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollbook.local.CloudConfig;
import dev.rollbook.local.EmbeddedCloud;
import dev.rollbook.local.host.FunctionHost;
import dev.rollbook.local.template.FunctionResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Starts every function of the template anew, again and again, beside an empty one and some that
 * only use the SDK, and writes the milliseconds of each. A program of its own, since functions run
 * on the JVM of their host.
 */
public final class StartMain {

  static final String EMPTY = "EmptyFunction";

  /** Functions that do nothing but ask by the SDK. */
  static final String SDK_TABLE = "SdkTableFunction";

  static final String SDK_ALL = "SdkAllFunction";

  /** Its jar holds the SDK with the clients of all three services. */
  private static final String WITH_SDK = "functions/parse/target/parse.jar";

  private static final String RESOURCES = "\nResources:\n";

  private static final String PEERS =
      """
        EmptyFunction:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: empty.jar
            Handler: dev.rollbook.bench.EmptyHandler::handleRequest
        SdkTableFunction:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: sdk.jar
            Handler: dev.rollbook.bench.SdkHandler::handleRequest
            Environment:
              Variables:
                SERVICES: dynamodb
        SdkAllFunction:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: sdk.jar
            Handler: dev.rollbook.bench.SdkHandler::handleRequest
            Environment:
              Variables:
                SERVICES: dynamodb sqs s3
      """;

  /** What each function is handed first: what it would be in its life. */
  private static final Map<String, String> EVENTS =
      Map.ofEntries(
          Map.entry("ParseUploadFunction", "parse-upload"),
          Map.entry("ParseCommandFunction", "parse-command"),
          Map.entry("ReconcileFunction", "reconcile"),
          Map.entry("ReconcileDeadLettersFunction", "reconcile-dead-letters"),
          Map.entry("FinalizeFunction", "finalize"),
          Map.entry("SweepFunction", "sweep"),
          Map.entry("ApiFunction", "api-list-imports"),
          Map.entry("AuthorizerFunction", "authorizer"),
          Map.entry("TenantFunction", "tenant"),
          Map.entry(EMPTY, "tenant"),
          Map.entry(SDK_TABLE, "tenant"),
          Map.entry(SDK_ALL, "tenant"));

  private StartMain() {}

  /**
   * Measures.
   *
   * @param arguments the project's root, a folder to work in, how often, where to write the result
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    prepare(root, folder);
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    try (EmbeddedCloud cloud = EmbeddedCloud.start(CloudConfig.of(folder))) {
      for (int round = 0; round <= rounds; round++) {
        for (FunctionResource function : cloud.template().functions()) {
          Optional<byte[]> event = event(root, function.logicalId());
          if (event.isPresent()) {
            double took = start(cloud.host(), function.logicalId(), event.get());
            if (round > 0) { // the first warms files and emulators up
              millis.computeIfAbsent(function.logicalId(), id -> new ArrayList<>()).add(took);
            }
          }
        }
      }
    }
    new ObjectMapper().writeValue(Path.of(arguments[3]).toFile(), millis);
    System.exit(0);
  }

  private static double start(FunctionHost host, String function, byte[] event)
      throws InterruptedException {
    host.kill(function);
    while (host.processes().stream().anyMatch(process -> process.function().equals(function))) {
      Thread.sleep(10);
    }
    long start = System.nanoTime();
    var unused = host.invoke(function, event);
    return (System.nanoTime() - start) / 1e6;
  }

  private static Optional<byte[]> event(Path root, String function) throws IOException {
    Path file = root.resolve("events").resolve(EVENTS.getOrDefault(function, "none") + ".json");
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /** The project as it is, and its peers in its template. */
  private static void prepare(Path root, Path folder) throws IOException {
    String template = Files.readString(root.resolve("template.yaml"));
    if (!template.contains(RESOURCES)) {
      throw new IOException("the template has no line \"Resources:\"");
    }
    Files.writeString(
        folder.resolve("template.yaml"), template.replace(RESOURCES, RESOURCES + PEERS));
    Path functions = folder.resolve("functions");
    if (!Files.exists(functions)) {
      Files.createSymbolicLink(functions, root.resolve("functions"));
    }
    if (Files.exists(folder.resolve("empty.jar"))) {
      return; // an archive of its classes knows it by its time
    }
    try (JarOutputStream out =
        new JarOutputStream(Files.newOutputStream(folder.resolve("empty.jar")))) {
      add(out, EmptyHandler.class);
    }
    try (JarFile parse = new JarFile(root.resolve(WITH_SDK).toFile());
        JarOutputStream out =
            new JarOutputStream(Files.newOutputStream(folder.resolve("sdk.jar")))) {
      for (JarEntry entry : Collections.list(parse.entries())) {
        out.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream bytes = parse.getInputStream(entry)) {
          bytes.transferTo(out);
        }
        out.closeEntry();
      }
      add(out, SdkHandler.class);
    }
  }

  private static void add(JarOutputStream jar, Class<?> handler) throws IOException {
    try (InputStream bytes = handler.getResourceAsStream(handler.getSimpleName() + ".class")) {
      jar.putNextEntry(new JarEntry(handler.getName().replace('.', '/') + ".class"));
      bytes.transferTo(jar);
      jar.closeEntry();
    }
  }
}
