package dev.rollbook.reader;

import dev.rollbook.roster.ReadingNote;
import dev.rollbook.roster.ReadingNote.Code;
import dev.rollbook.roster.ReadingOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CSV file whose charset and delimiter are known. */
final class CsvFile implements TableFile {

  private final Path file;
  private final TextEncoding encoding;
  private final char delimiter;
  private final DelimiterDetection detection;
  private final boolean guessed;

  private CsvFile(
      Path file,
      TextEncoding encoding,
      char delimiter,
      DelimiterDetection detection,
      boolean guessed) {
    this.file = file;
    this.encoding = encoding;
    this.delimiter = delimiter;
    this.detection = detection;
    this.guessed = guessed;
  }

  /** Finds out what the options do not say. */
  static CsvFile of(Path file, TextEncoding encoding, ReadingOptions options) throws IOException {
    try (Reader text = encoding.open(file)) {
      DelimiterDetection detection = new DelimiterDetection(text, options);
      char delimiter = options.delimiter().map(d -> d.charAt(0)).orElseGet(detection::best);
      boolean guessed = options.delimiter().isEmpty() && detection.isInDoubt(delimiter);
      return new CsvFile(file, encoding, delimiter, detection, guessed);
    }
  }

  /** The encoding the options give, else the one the bytes show. */
  static TextEncoding encoding(Path file, ContentProbe probe, ReadingOptions options)
      throws IOException {
    return options.charset().isPresent()
        ? TextEncoding.given(file, probe, Charset.forName(options.charset().orElseThrow()))
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
  public boolean mayCutRowsOff() {
    return true;
  }

  @Override
  public List<ReadingNote> notes() {
    List<ReadingNote> notes = new ArrayList<>();
    if (encoding.guessed()) {
      notes.add(
          encoding.foreignLines() == 0
              ? ReadingNote.of(Code.CHARSET_GUESSED, charset())
              : ReadingNote.of(
                  Code.CHARSET_MIXED, charset(), Long.toString(encoding.foreignLines())));
    }
    if (guessed) {
      notes.add(ReadingNote.of(Code.DELIMITER_GUESSED, delimiter == '\t' ? "TAB" : delimiter()));
    }
    return notes;
  }

  @Override
  public DelimiterAdvice advice() {
    return detection;
  }

  @Override
  public Table open() throws IOException {
    SeparatorLine separator = detection.separator();
    Reader text = encoding.open(file);
    for (long left = separator.length(); left > 0; ) {
      left -= text.skip(left);
    }
    return new CsvTable(text, delimiter, separator.rows(), detection.headerWidth(delimiter));
  }
}
