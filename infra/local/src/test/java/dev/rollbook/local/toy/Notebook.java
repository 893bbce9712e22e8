package dev.rollbook.local.toy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a toy writes down what it saw, for the test to read: a file named after the function. */
final class Notebook {

  private Notebook() {}

  static void write(String line) {
    Path file = Path.of(System.getenv("NOTEBOOK"), System.getenv("AWS_LAMBDA_FUNCTION_NAME"));
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
