package dev.rollbook.local;

import java.nio.file.Path;

/** Where the embedded cloud keeps its state. */
public sealed interface Storage {

  /** In this folder, made if need be; it outlives the cloud. */
  record Folder(Path path) implements Storage {}

  /** Nowhere: all is gone at the end. Objects and logs lie in a temporary folder until then. */
  record Memory() implements Storage {}
}
