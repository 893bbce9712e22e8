package dev.rollbook.reader;

import dev.rollbook.roster.ReadingOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** A CSV file whose charset and delimiter are known. */
final class CsvFile implements TableFile {

  private final Path file;
  private final TextEncoding encoding;
  private final char delimiter;
  private final DelimiterDetection detection;

  private CsvFile(Path file, TextEncoding encoding, char delimiter, DelimiterDetection detection) {
    this.file = file;
    this.encoding = encoding;
    this.delimiter = delimiter;
    this.detection = detection;
  }

  /** Finds out what the options do not say. */
  static CsvFile of(Path file, TextEncoding encoding, ReadingOptions options) throws IOException {
    try (Reader text = encoding.open(file)) {
      DelimiterDetection detection = new DelimiterDetection(text, options);
      char delimiter = options.delimiter().map(d -> d.charAt(0)).orElseGet(detection::best);
      return new CsvFile(file, encoding, delimiter, detection);
    }
  }

  /** The encoding the options give, else the one the bytes show. */
  static TextEncoding encoding(Path file, ContentProbe probe, ReadingOptions options)
      throws IOException {
    return options.charset().isPresent()
        ? TextEncoding.given(file, Charset.forName(options.charset().orElseThrow()))
        : TextEncoding.detect(file, probe);
  }

  @Override
  public Format format() {
    return Format.CSV;
  }

  @Override
  public String charset() {
    return encoding.charset().name();
  }

  @Override
  public String delimiter() {
    return String.valueOf(delimiter);
  }

  @Override
  public DelimiterAdvice advice() {
    return detection;
  }

  @Override
  public Table open() throws IOException {
    return new CsvTable(encoding.open(file), delimiter);
  }
}
