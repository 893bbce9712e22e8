package dev.rollbook.parse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Failure;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.OptionsReader;
import dev.rollbook.imports.OptionsReader.InvalidOptionsException;
import dev.rollbook.imports.Sentences;
import dev.rollbook.imports.Status;
import dev.rollbook.roster.CellText;
import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a storage event means: which import a file belongs to, or that it belongs to none (SPEC S1,
 * S2, S7).
 */
public final class UploadRouter {

  /** Files that tenants drop lie under it, then under the tenant's name. */
  static final String INBOX = "inbox/";

  /** Dropped files of nobody we know lie under it, unread. */
  static final String QUARANTINE = "quarantine/";

  /** Imports that are begun for one dropped file, each after the one before expired without it. */
  private static final int MOST_IMPORTS = 10;

  /** Bytes of a key in S3 are 1,024 at most; what stands before the rest of one has room. */
  private static final int LONGEST_PATH = 960;

  /** Bytes of a path or file name in the name of its import, and in the key of its roster. */
  private static final int LONGEST_NAME = 500;

  private static final int LONGEST_CHARACTER = 4;

  private static final Logger LOG = LoggerFactory.getLogger(UploadRouter.class);

  private final Imports imports;
  private final Directory directory;
  private final ObjectStore uploads;
  private final Supplier<String> ids;
  private final Clock clock;

  /** Routes files by these ports; {@code ids} gives ULIDs. */
  public UploadRouter(
      Imports imports,
      Directory directory,
      ObjectStore uploads,
      Supplier<String> ids,
      Clock clock) {
    this.imports = imports;
    this.directory = directory;
    this.uploads = uploads;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Sees to a file that has arrived.
   *
   * @param key decoded
   * @param version of the object, empty where the store keeps none
   * @param at when the store says it arrived; the same for each delivery of the event
   * @return the import whose roster it is, to go on with; empty if it is none's (yet)
   */
  public Optional<Import> arrived(String key, String version, Instant at) {
    if (key.startsWith(Import.Upload.PREFIX)) {
      return uploaded(key, version);
    }
    if (key.startsWith(INBOX)) {
      dropped(key, version, at);
    }
    return Optional.empty();
  }

  private Optional<Import> uploaded(String key, String version) {
    String[] parts = key.split("/", 4);
    if (parts.length < 4) {
      return Optional.empty();
    }
    Import.Upload upload = new Import.Upload(key, version);
    Optional<Import> found =
        imports.change(
            parts[1],
            parts[2],
            waiting ->
                waiting.upload().key().equals(key)
                    ? ImportLife.uploaded(waiting, upload, clock.instant())
                    : Optional.empty());
    found
        .filter(UploadRouter::keepsNoRoster)
        .ifPresent(ended -> uploads.deleteAllVersions(ended.upload().key()));
    // The same upload again is a repeat, or a second try after a crash; another one is none of the
    // import's (SPEC S7).
    return found.filter(now -> now.upload().equals(upload));
  }

  /**
   * Whether what is stored under an import's key came too late, or a second time while the URL was
   * good: it may hold passwords, and nobody is going to read it (SPEC A8).
   */
  private static boolean keepsNoRoster(Import found) {
    return ImportLife.hasEnded(found)
        && (!ImportLife.hasCompleted(found) || found.workload().passwords());
  }

  /**
   * Moves the very version that the event is about; another one, put meanwhile, has an event of its
   * own. It goes only once its copy is its import's: an import that ended because its file did not
   * come in time, while the copy failed, has not had it, and another takes its place.
   */
  private void dropped(String key, String version, Instant at) {
    if (key.endsWith("/")) {
      return; // a folder, as consoles make them
    }
    Optional<ObjectStore.Stored> stored = uploads.findVersion(key, version);
    if (stored.isEmpty()) {
      return; // an earlier delivery of the event has moved it
    }
    String[] parts = key.split("/", 3);
    Optional<TenantSettings> settings =
        parts.length < 3 ? Optional.empty() : directory.tenants().settings(parts[1]);
    if (settings.isEmpty()) {
      quarantine(key, version);
      return;
    }
    for (int turn = 1; turn <= MOST_IMPORTS; turn++) {
      String name =
          shortened(parts[2], LONGEST_NAME) + " " + at + (turn == 1 ? "" : " (" + turn + ")");
      Import taken = take(parts[1], name, parts[2], stored.get().size(), settings.get());
      if (ImportLife.awaited(taken) == ImportLife.Awaited.UPLOAD) {
        String rosterKey = taken.upload().key();
        // Noted here, not only by the copy's own event: from now on it cannot expire.
        uploaded(rosterKey, uploads.copyVersion(key, version, rosterKey));
        taken = imports.find(taken.tenant(), taken.importId()).orElse(taken);
      }
      if (!ImportLife.neverHadItsFile(taken)) {
        uploads.deleteVersion(key, version);
        return;
      }
    }
    quarantine(key, version);
  }

  /**
   * The import of a dropped file. Its name holds the event's own time, so a second delivery finds
   * the first one's, and the file's folders, so two files of one moment are two imports.
   */
  private Import take(String tenant, String name, String path, long size, TenantSettings settings) {
    String baseName = shortened(path.substring(path.lastIndexOf('/') + 1), LONGEST_NAME);
    Import created = begun(tenant, name, baseName, size, settings);
    return imports.create(created)
        ? created
        : imports
            .named(tenant, name)
            .orElseThrow(
                () -> new IllegalStateException("the name of a dropped file's import is lost"));
  }

  /**
   * Waiting for its file, or failed if that is too large to be looked at, or if what the profile
   * names was removed since it was saved: importing without it would do what nobody asked for (SPEC
   * S6).
   */
  private Import begun(
      String tenant, String name, String fileName, long size, TenantSettings settings) {
    ImportOptions none = ImportOptions.defaults(settings.rowLimit());
    if (size > ReadingOptions.FILE_BYTES) {
      Import tooLarge = waiting(tenant, name, fileName, size, none, settings);
      return failed(
          tooLarge,
          RosterReader.failure(
              tooLarge,
              new RosterException(
                  RosterException.Code.FILE_TOO_LARGE,
                  Long.toString(ReadingOptions.FILE_BYTES),
                  Long.toString(size))));
    }
    try {
      return waiting(tenant, name, fileName, size, profile(tenant, settings), settings);
    } catch (InvalidOptionsException e) {
      return failed(
          waiting(tenant, name, fileName, size, none, settings),
          new Failure(
              Failure.PROFILE_OUT_OF_DATE,
              Sentences.in(settings.language()).profileOutOfDate(e.getMessage())));
    }
  }

  private Import failed(Import waiting, Failure why) {
    return waiting.with().failure(why).build().to(Status.FAILED, clock.instant());
  }

  private Import waiting(
      String tenant,
      String name,
      String fileName,
      long size,
      ImportOptions options,
      TenantSettings settings) {
    return Import.awaitingUpload(
        tenant, ids.get(), name, fileName, size, options, settings.language(), clock.instant());
  }

  private ImportOptions profile(String tenant, TenantSettings settings)
      throws InvalidOptionsException {
    return OptionsReader.of(settings, directory, tenant)
        .read(JsonNodeFactory.instance.objectNode());
  }

  private void quarantine(String key, String version) {
    LOG.warn("quarantined a dropped file that belongs to no tenant, or came too late too often");
    uploads.copyVersion(
        key, version, QUARANTINE + shortened(key.substring(INBOX.length()), LONGEST_PATH));
    uploads.deleteVersion(key, version);
  }

  /**
   * A name that the store has no room for, where something is to stand before it: its end, which
   * tells what kind of file it is, behind what tells it from others of the same end.
   *
   * @param longest so many bytes at most
   */
  private static String shortened(String name, int longest) {
    if (CellText.utf8Length(name) <= longest) {
      return name;
    }
    String mark = "%08x-".formatted(name.hashCode());
    int from = name.length();
    int room = longest - mark.length();
    while (room >= LONGEST_CHARACTER) {
      from = name.offsetByCodePoints(from, -1);
      room -= CellText.utf8Length(Character.toString(name.codePointAt(from)));
    }
    return mark + name.substring(from);
  }
}
