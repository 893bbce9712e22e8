package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Property;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportLife.Awaited;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Sentences;
import dev.rollbook.reader.Judgement;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Takes a roster in: the whole file is judged before anything is written (SPEC R11). If the
 * import's turn has come, its rows go out from the same reading; else it waits. An import that
 * waited, for its turn or for a review, is read anew when it goes on, since the tenant's rules may
 * have changed.
 */
public final class RosterIntake {

  private final Journal journal;
  private final Directory directory;
  private final Buckets buckets;
  private final PreviewBuilder previewBuilder;
  private final ImportCloser closer;
  private final Dispatch dispatch;
  private final RosterReader reader;
  private final Clock clock;

  /** Takes rosters in by these ports; {@code scratch} is a folder for the file being read. */
  public RosterIntake(
      Journal journal,
      Directory directory,
      Buckets buckets,
      ImportCloser closer,
      Dispatch dispatch,
      Path scratch,
      Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.buckets = buckets;
    this.previewBuilder = new PreviewBuilder(directory.users());
    this.closer = closer;
    this.dispatch = dispatch;
    this.reader = new RosterReader(buckets.uploads(), scratch);
    this.clock = clock;
  }

  /**
   * Reads the roster of an import that is {@code READING}, and goes on with it as far as its turn
   * allows.
   */
  public void read(Import reading) throws IOException {
    if (ImportLife.awaited(reading) != Awaited.READING) {
      return;
    }
    List<Property> properties = directory.tenants().properties(reading.tenant());
    try (Judgement judgement = judge(reading, properties)) {
      if (reading.options().review()) {
        buckets.files(reading).putPreview(previewBuilder.preview(reading, judgement));
      }
      Optional<Import> judged =
          journal
              .imports()
              .change(
                  reading.tenant(),
                  reading.importId(),
                  closer.telling(
                      reading.tenant(),
                      now ->
                          ImportLife.judged(
                              now,
                              judgement.reading(Sentences.in(now.language())),
                              clock.instant())));
      if (reading.options().review() && judged.filter(ImportLife::hasEnded).isPresent()) {
        buckets.files(reading).deletePreview(); // it was cancelled meanwhile
      }
      judged.ifPresent(closer::tell);
      Optional<Import> ready = judged.filter(now -> ImportLife.awaited(now) == Awaited.TURN);
      if (ready.isPresent()) {
        dispatch.dispatchJudged(ready.get(), properties, judgement);
      }
    } catch (RosterException e) {
      closer.fail(reading, RosterReader.failure(reading, e));
    }
  }

  private Judgement judge(Import reading, List<Property> properties)
      throws IOException, RosterException {
    ReadingOptions options =
        reading.options().reading(properties.stream().map(Property::name).toList());
    return reading.options().review()
        ? reader.judge(reading.upload(), options)
        : reader.judgeAndKeep(reading.upload(), options, buckets.files(reading));
  }
}
