package dev.rollbook.local.host;

import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.runtime.FunctionMain;
import dev.rollbook.local.template.FunctionResource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every function's process is given: command line and environment as Lambda's Java runtime has
 * them, and a folder of its own that holds the code and its temporary files.
 *
 * @param folder holds a folder per process
 * @param classPath the runtime, see {@link RuntimeFiles}
 * @param runtimeFlags what the runtime needs to be told
 * @param runtime {@link FunctionMain#CLIENT} or {@link FunctionMain#PLAIN}
 * @param archives of the classes that functions load
 * @param endpoints the services the SDK is pointed at
 */
record Sandbox(
    Path folder,
    String classPath,
    List<String> runtimeFlags,
    String runtime,
    ClassArchives archives,
    Endpoints endpoints) {

  /** The client's own property for a native part that lies somewhere already. */
  private static final String NATIVE_PART_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** Set to {@code client} or {@code plain}, chooses the runtime against the machine's default. */
  static final String RUNTIME_PROPERTY = "rollbook.runtime";

  private static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";
  private static final String COMPILER_LEVEL = "-XX:TieredStopAtLevel=";

  /**
   * Lambda's Java runtime leaves the rest of the function's memory to metaspace, code cache,
   * threads and buffers.
   */
  private static final int HEAP_PERCENT = 85;

  static Sandbox create(Path folder, Endpoints endpoints) throws IOException {
    Path files = Files.createDirectories(folder.resolve("runtime"));
    ClassArchives archives = ClassArchives.ofProcess();
    String classPath = RuntimeFiles.classPath(archives.folder().orElse(files));
    Optional<Path> nativePart = RuntimeFiles.nativePart(files);
    String wanted =
        System.getProperty(
            RUNTIME_PROPERTY, nativePart.isPresent() ? FunctionMain.CLIENT : FunctionMain.PLAIN);
    List<String> runtime = new ArrayList<>();
    nativePart.ifPresent(library -> runtime.add("-D" + NATIVE_PART_PROPERTY + "=" + library));
    return new Sandbox(folder, classPath, List.copyOf(runtime), wanted, archives, endpoints);
  }

  /** A new process's folder: {@code task/lib} with the function's jar, {@code tmp}. */
  Path newFolder(FunctionResource function) throws IOException {
    if (!Files.isRegularFile(function.code())) {
      throw new IOException(
          "Function "
              + function.logicalId()
              + " has no jar at "
              + function.code()
              + "; build it first (./mvnw package)");
    }
    Path own = Files.createTempDirectory(folder, function.logicalId() + "-");
    Files.createDirectories(own.resolve("tmp"));
    Path lib = Files.createDirectories(own.resolve("task").resolve("lib"));
    Path jar = lib.resolve("function.jar");
    try {
      Files.createSymbolicLink(jar, function.code());
    } catch (IOException | UnsupportedOperationException e) {
      // Windows lets only some users make links.
      Files.copy(function.code(), jar);
    }
    return own;
  }

  ProcessBuilder process(FunctionResource function, Path own, int runtimePort) {
    List<String> command = new ArrayList<>();
    command.add(
        ProcessHandle.current()
            .info()
            .command()
            .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(
        List.of(
            "-Duser.language=en", // as LANG says, which not every system goes by
            "-Duser.country=US",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            // The JVM would begin with a 64th of the machine, and fill it before it collects
            // anything.
            "-Xms64m",
            "-Xmx" + function.memoryMb() * HEAP_PERCENT / 100 + "m",
            "-Djava.io.tmpdir=" + own.resolve("tmp")));
    if (!function.environment().getOrDefault(JVM_OPTIONS, "").contains(COMPILER_LEVEL)) {
      // Lambda's own, which the function's options may overrule; on a command line nothing does.
      command.add(COMPILER_LEVEL + "1");
    }
    command.addAll(archives.flags(function));
    // The function's jar stands here too, since archives hold only what the class path does;
    // Lambda's loader asks it first.
    command.addAll(List.of("-cp", classPath + File.pathSeparator + function.code()));
    command.addAll(runtimeFlags);
    command.addAll(List.of(FunctionMain.class.getName(), function.handler(), runtime));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(own.resolve("task").toFile())
            .redirectErrorStream(true);
    environment(builder.environment(), function, own, runtimePort);
    return builder;
  }

  private void environment(
      Map<String, String> environment, FunctionResource function, Path own, int runtimePort) {
    // Files' names are read in the locale's charset, and not every system has Lambda's locale.
    environment.keySet().retainAll(List.of("SystemRoot", "PATH", "LC_ALL"));
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", own.getFileName().toString());
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimePort);
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java" + Runtime.version().feature());
    environment.put("AWS_REGION", Endpoints.REGION);
    environment.put("AWS_DEFAULT_REGION", Endpoints.REGION);
    environment.put("AWS_ACCESS_KEY_ID", Endpoints.ACCESS_KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", Endpoints.SECRET_KEY);
    environment.put("_HANDLER", function.handler());
    environment.put("LAMBDA_TASK_ROOT", own.resolve("task").toString());
    environment.put("TMPDIR", own.resolve("tmp").toString());
    environment.put("TZ", ":UTC");
    environment.put("LANG", "en_US.UTF-8");
    environment.putAll(function.environment());
    // Only here: no template can say so, and no tenant.
    environment.put("WEBHOOK_LOOPBACK", "allowed");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", endpoints.dynamoDb().toString());
    environment.put("AWS_ENDPOINT_URL_SQS", endpoints.sqs().toString());
    environment.put("AWS_ENDPOINT_URL_S3", endpoints.s3().toString());
  }
}
