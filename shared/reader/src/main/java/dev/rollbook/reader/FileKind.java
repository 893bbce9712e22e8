package dev.rollbook.reader;

import java.util.Optional;

/**
 * What a file seems to be.
 *
 * @param name a short name: {@code csv}, {@code xlsx}, {@code pdf}
 */
record FileKind(String name) {

  static final FileKind CSV = new FileKind(Format.CSV.text());
  static final FileKind XLSX = new FileKind(Format.XLSX.text());
  static final FileKind XLS = new FileKind(Format.XLS.text());

  /** The format it has, if it is one of those that are read. */
  Optional<Format> format() {
    for (Format format : Format.values()) {
      if (format.text().equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
