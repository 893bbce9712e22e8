package dev.rollbook.parse;

import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportFiles;
import dev.rollbook.imports.KeptRowsWriter;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.Sentences;
import dev.rollbook.reader.ContentProbe;
import dev.rollbook.reader.Judgement;
import dev.rollbook.reader.Roster;
import dev.rollbook.reader.ScratchFolder;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the rosters of the uploads bucket. An object is read once: to the function's own disk,
 * since a workbook has to be a file, and looked at as it is written; from there each format's
 * reader takes it, and the rows are all that is left of it.
 */
final class RosterReader {

  private final ObjectStore uploads;
  private final Path scratch;

  /** Rosters of a bucket; {@code scratch} is a folder for the one being read. */
  RosterReader(ObjectStore uploads, Path scratch) {
    this.uploads = uploads;
    this.scratch = scratch;
  }

  /**
   * Reads the roster of an import, and keeps its rows as they were uploaded for what is to be done
   * with those that fail (SPEC A12).
   *
   * @throws RosterException if it cannot be imported, or is not there any more
   */
  Judgement judgeAndKeep(Import.Upload upload, ReadingOptions options, ImportFiles files)
      throws IOException, RosterException {
    try (KeptRowsWriter rows = files.keepRows()) {
      Judgement judgement = judge(upload, options, rows);
      try {
        rows.complete();
      } catch (IOException | RuntimeException e) {
        judgement.close();
        throw e;
      }
      return judgement;
    }
  }

  /**
   * Reads the roster of an import for somebody to look at, and keeps nothing: which column gives
   * passwords is not settled yet.
   *
   * @throws RosterException if it cannot be imported, or is not there any more
   */
  Judgement judge(Import.Upload upload, ReadingOptions options)
      throws IOException, RosterException {
    return judge(upload, options, RowSink.NONE);
  }

  private Judgement judge(Import.Upload upload, ReadingOptions options, RowSink sink)
      throws IOException, RosterException {
    ScratchFolder folder = new ScratchFolder(scratch);
    folder.clear(); // one import at a time is read here
    Optional<InputStream> stored = uploads.open(upload.key(), upload.version());
    if (stored.isEmpty()) {
      throw new RosterException(RosterException.Code.FILE_GONE);
    }
    Path file = folder.newFile();
    try {
      ContentProbe probe;
      try (InputStream content = stored.get()) {
        probe = ContentProbe.copy(content, file);
      }
      return Roster.judge(file, probe, options, sink);
    } finally {
      Files.delete(file);
    }
  }

  /** What the tenant is told of a file that cannot be imported. */
  static Failure failure(Import failing, RosterException why) {
    Sentences sentences = Sentences.in(failing.language());
    List<String> message = new ArrayList<>();
    message.add(sentences.failure(why.code(), why.arguments()));
    message.addAll(sentences.notes(why.notes()));
    return new Failure(why.code().name(), String.join(" ", message));
  }
}
