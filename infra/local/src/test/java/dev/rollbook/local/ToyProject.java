package dev.rollbook.local;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.rollbook.local.toy.OperatorToy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.joda.time.DateTime;

/**
 * A project folder as the host finds one: {@code template.yaml} and the toys in a jar, with a
 * folder where they write down what they see.
 */
record ToyProject(Path root, Path notebook) {

  static ToyProject in(Path folder) throws IOException {
    try (InputStream template = ToyProject.class.getResourceAsStream("/toy/template.yaml")) {
      Files.copy(template, folder.resolve("template.yaml"));
    }
    Path notebook = Files.createDirectory(folder.resolve("notebook"));
    pack(folder.resolve("toys.jar"));
    return new ToyProject(folder, notebook);
  }

  CloudConfig config() {
    return CloudConfig.of(root).withParameters(Map.of("Notebook", notebook.toString()));
  }

  /** What a function has written down so far. */
  List<String> notes(String function) {
    try {
      Path file = notebook.resolve("rollbook-" + function);
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something holds, for as long as a test may take. */
  static void await(String what, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited in vain until " + what);
      }
      Thread.sleep(50);
    }
  }

  private static void pack(Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> toys =
            Files.walk(location(OperatorToy.class).resolve("dev/rollbook/local/toy"))) {
      for (Path toy : toys.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry("dev/rollbook/local/toy/" + toy.getFileName()));
        Files.copy(toy, out);
        out.closeEntry();
      }
      copy(location(SQSEvent.class), out);
      copy(location(DateTime.class), out);
    }
  }

  private static void copy(Path jar, JarOutputStream out) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry :
          file.stream()
              .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("META-INF"))
              .toList()) {
        out.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream in = file.getInputStream(entry)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
