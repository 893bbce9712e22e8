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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Starts every function of the template anew, again and again, beside an empty one, and writes the
 * milliseconds of each. A program of its own, since functions run on the JVM of their host.
 */
public final class StartMain {

  static final String EMPTY = "EmptyFunction";

  private static final String RESOURCES = "\nResources:\n";

  private static final String EMPTY_RESOURCE =
      """
        EmptyFunction:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: empty.jar
            Handler: dev.rollbook.bench.EmptyHandler::handleRequest
      """;

  /** What each function is handed first: what it would be in its life. */
  private static final Map<String, String> EVENTS =
      Map.of(
          "ParseUploadFunction",
          "parse-upload",
          "ParseCommandFunction",
          "parse-command",
          "ReconcileFunction",
          "reconcile",
          "ReconcileDeadLettersFunction",
          "reconcile-dead-letters",
          "FinalizeFunction",
          "finalize",
          "SweepFunction",
          "sweep",
          "ApiFunction",
          "api-list-imports",
          "AuthorizerFunction",
          "authorizer",
          "TenantFunction",
          "tenant",
          EMPTY,
          "tenant");

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

  /** The project as it is, and an empty function in its template. */
  private static void prepare(Path root, Path folder) throws IOException {
    String template = Files.readString(root.resolve("template.yaml"));
    if (!template.contains(RESOURCES)) {
      throw new IOException("the template has no line \"Resources:\"");
    }
    Files.writeString(
        folder.resolve("template.yaml"), template.replace(RESOURCES, RESOURCES + EMPTY_RESOURCE));
    Path functions = folder.resolve("functions");
    if (!Files.exists(functions)) {
      Files.createSymbolicLink(functions, root.resolve("functions"));
    }
    Path jar = folder.resolve("empty.jar");
    if (Files.exists(jar)) {
      return; // an archive of its classes knows it by its time
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream bytes = EmptyHandler.class.getResourceAsStream("EmptyHandler.class")) {
      out.putNextEntry(new JarEntry(EmptyHandler.class.getName().replace('.', '/') + ".class"));
      bytes.transferTo(out);
      out.closeEntry();
    }
  }
}
