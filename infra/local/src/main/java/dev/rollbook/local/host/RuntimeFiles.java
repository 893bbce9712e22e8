package dev.rollbook.local.host;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.rollbook.local.runtime.FunctionMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * The class path of a function's process, less the function: the runtime interface client as it
 * lies on the host's own class path (Maven's repository or the command line's {@code lib} folder),
 * and our few classes of {@code dev.rollbook.local.runtime}, copied out so that a function sees
 * nothing else of the host.
 */
final class RuntimeFiles {

  private static final List<Class<?>> CLIENT =
      List.of(
          LambdaRuntime.class, PojoSerializer.class, AWSLambda.class, SdkInternalThreadLocal.class);
  private static final List<String> OURS =
      List.of("FunctionMain", "HostWatch", "PlainRuntime", "ErrorJson");

  private RuntimeFiles() {}

  /**
   * The runtime's class path.
   *
   * @param folder where our classes are copied to
   */
  static String classPath(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Class<?> type : CLIENT) {
      paths.add(jarOf(type));
    }
    paths.add(ours(folder));
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Copies out the client's native part for this machine. The client itself would write it to one
   * fixed file in {@code /tmp}, over the one that other processes are starting from.
   *
   * @return its path, or nothing where there is none for this machine
   */
  static Optional<Path> nativePart(Path folder) throws IOException {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String libc = Files.exists(Path.of("/etc/alpine-release")) ? "linux_musl" : "linux";
    String name = "libaws-lambda-jni." + libc + "-" + architecture + ".so";
    try (InputStream bytes = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
      if (bytes == null) {
        return Optional.empty();
      }
      Path target = folder.resolve(name);
      Files.copy(bytes, target);
      return Optional.of(target);
    }
  }

  private static Path jarOf(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("The jar of " + type + " has no path", e);
    }
  }

  /**
   * A jar, since archives of classes know no folders; written once, since they know it by its time.
   */
  private static Path ours(Path folder) throws IOException {
    Path jar = Files.createDirectories(folder).resolve("runtime.jar");
    if (Files.exists(jar)) {
      return jar;
    }
    Path part = Files.createTempFile(folder, "runtime", ".part");
    try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(part))) {
      for (String name : OURS) {
        try (InputStream bytes = FunctionMain.class.getResourceAsStream(name + ".class")) {
          if (bytes == null) {
            throw new IOException("The class " + name + " is missing beside " + FunctionMain.class);
          }
          entries.putNextEntry(
              new JarEntry(
                  FunctionMain.class.getPackageName().replace('.', '/') + "/" + name + ".class"));
          bytes.transferTo(entries);
          entries.closeEntry();
        }
      }
    }
    return Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
