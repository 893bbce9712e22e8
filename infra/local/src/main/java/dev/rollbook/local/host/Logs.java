package dev.rollbook.local.host;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One log file per function and {@code host.log} for the host itself, in one folder. Lines go to
 * the consumer too.
 */
public final class Logs implements AutoCloseable {

  private static final String HOST = "host";

  private final Path folder;
  private final LogConsumer consumer;
  private final Map<String, Writer> writers = new ConcurrentHashMap<>();

  /** Appends to the files in that folder, which exists. */
  public Logs(Path folder, LogConsumer consumer) {
    this.folder = folder;
    this.consumer = consumer;
  }

  void line(String function, String line) {
    Writer writer = writers.computeIfAbsent(function, this::open);
    try {
      synchronized (writer) {
        writer.write(line);
        writer.write('\n');
        writer.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the log of " + function + " in " + folder, e);
    }
    consumer.line(function, line);
  }

  /** Something went wrong in the host that no caller can be told of. */
  public void problem(String what, Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    line(HOST, Instant.now() + " " + what + "\n" + trace);
  }

  private Writer open(String function) {
    try {
      return Files.newBufferedWriter(
          folder.resolve(function + ".log"),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the log of " + function + " in " + folder, e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Writer writer : writers.values()) {
      writer.close();
    }
  }
}
