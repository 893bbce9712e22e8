package dev.rollbook.parse;

import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Property;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Ending;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Status;
import dev.rollbook.reader.Judgement;
import dev.rollbook.reader.Roster;
import dev.rollbook.roster.RosterException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Pass one: the whole file is judged before anything is written (SPEC R11), then the import waits
 * for its turn.
 */
public final class Intake {

  private final Journal journal;
  private final Directory directory;
  private final Buckets buckets;
  private final Previewing previewing;
  private final Ending ending;
  private final Dispatch dispatch;
  private final Path scratch;
  private final Clock clock;

  /** Takes rosters in by these ports; {@code scratch} is a folder for the file being read. */
  public Intake(
      Journal journal,
      Directory directory,
      Buckets buckets,
      Ending ending,
      Dispatch dispatch,
      Path scratch,
      Clock clock) {
    this.journal = journal;
    this.directory = directory;
    this.buckets = buckets;
    this.previewing = new Previewing(directory.users());
    this.ending = ending;
    this.dispatch = dispatch;
    this.scratch = scratch;
    this.clock = clock;
  }

  /**
   * Reads the roster of an import that is {@code READING}, and goes on with it as far as its turn
   * allows.
   */
  public void read(Import reading) throws IOException {
    if (reading.status() != Status.READING) {
      return;
    }
    try (RosterFile file = RosterFile.fetch(buckets.uploads(), reading.upload(), scratch)) {
      List<Property> properties = directory.tenants().properties(reading.tenant());
      Judgement judgement =
          Roster.judge(
              file.path(),
              reading.options().reading(properties.stream().map(Property::name).toList()));
      if (reading.options().review()) {
        buckets.files(reading).putPreview(previewing.preview(reading, judgement));
      }
      Optional<Import> ready =
          journal
              .imports()
              .change(
                  reading.tenant(),
                  reading.importId(),
                  now ->
                      now.status() == Status.READING
                          ? Optional.of(judged(now, judgement))
                          : Optional.empty())
              .filter(now -> now.status() == Status.QUEUED);
      if (ready.isPresent()) {
        dispatch.dispatchJudged(ready.get(), properties, judgement);
      }
    } catch (RosterException e) {
      ending.fail(reading, failure(reading, e));
    }
  }

  private Import judged(Import reading, Judgement judgement) {
    Status next = reading.options().review() ? Status.AWAITING_REVIEW : Status.QUEUED;
    return reading.with().reading(judgement.reading()).build().to(next, clock.instant());
  }

  /** What the tenant is told of a file that cannot be imported. */
  static Failure failure(Import failing, RosterException why) {
    return new Failure(
        why.code().name(), Sentences.in(failing.language()).failure(why.code(), why.arguments()));
  }
}
