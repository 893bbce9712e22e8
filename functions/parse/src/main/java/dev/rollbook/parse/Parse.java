package dev.rollbook.parse;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.rollbook.aws.Cloud;
import dev.rollbook.directory.Directory;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.ImportLife;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.RowQueue;
import dev.rollbook.imports.Ticket;
import dev.rollbook.lambda.LogContext;
import dev.rollbook.reader.ScratchFolder;
import dev.rollbook.renames.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The parse function without its triggers: an arrived file or a command, and what it does. */
public final class Parse {

  private final Journal journal;
  private final UploadRouter router;
  private final RosterIntake intake;
  private final Dispatch dispatch;
  private final ImportCloser closer;

  /**
   * Parses by these ports.
   *
   * @param ids gives ULIDs
   * @param scratch a folder for the file being read
   */
  public Parse(
      Journal journal,
      Directory directory,
      Buckets buckets,
      RowQueue rowQueue,
      Commands commands,
      Supplier<String> ids,
      Path scratch,
      Clock clock) {
    this(journal, directory, buckets, rowQueue, commands, ids, scratch, Steps.SIDE_BY_SIDE, clock);
  }

  /**
   * The same, in a certain order.
   *
   * @param steps takes those in which users get other names
   */
  public Parse(
      Journal journal,
      Directory directory,
      Buckets buckets,
      RowQueue rowQueue,
      Commands commands,
      Supplier<String> ids,
      Path scratch,
      Steps steps,
      Clock clock) {
    this.closer = new ImportCloser(journal, commands, buckets, clock);
    this.journal = journal;
    this.router = new UploadRouter(journal.imports(), directory, buckets.uploads(), ids, clock);
    this.dispatch =
        new Dispatch(
            journal, directory, buckets, rowQueue, commands, closer, scratch, steps, clock);
    this.intake = new RosterIntake(journal, directory, buckets, closer, dispatch, scratch, clock);
  }

  /** Parses in this process's cloud. */
  static Parse of(Cloud cloud) {
    return of(cloud, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * The same with another folder for the file being read. A process that was killed, as at its
   * timeout, may have left a roster there, passwords included; the next one begins by deleting it,
   * whatever it is to do.
   */
  static Parse of(Cloud cloud, Path scratch) {
    try {
      new ScratchFolder(scratch).clear();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete what an earlier process left", e);
    }
    return new Parse(
        cloud.journal(),
        cloud.directory(),
        cloud.buckets(),
        cloud.rowQueue(),
        cloud.commands(),
        () -> UlidCreator.getUlid().toString(),
        scratch,
        Clock.systemUTC());
  }

  /**
   * Sees to a file that has arrived in the uploads bucket.
   *
   * @param key decoded
   * @param version of the object, empty where the store keeps none
   * @param at when the store says it arrived
   */
  public void arrived(String key, String version, Instant at) throws IOException {
    Optional<Import> found = router.arrived(key, version, at);
    if (found.isPresent()) {
      LogContext.set(found.get().tenant(), found.get().importId());
      goOn(found.get());
    }
  }

  /** Carries out a command. One for an import that is gone, or past it, does nothing new. */
  public void carryOut(Command command) throws IOException {
    LogContext.set(command.tenant(), command.importId());
    Optional<Import> found = journal.imports().find(command.tenant(), command.importId());
    if (found.isEmpty()) {
      return;
    }
    switch (command.action()) {
      case READ, DISPATCH -> goOn(found.get());
      case RESEND -> dispatch.resend(found.get(), false);
      case GIVE_UP -> dispatch.resend(found.get(), true);
      case FINISH, DEACTIVATE, APPROVE, DEACTIVATE_APPROVED, LEAVE, LEAVE_SHARD, CHANGE ->
          throw new IllegalArgumentException(command.action() + " is not for parse");
    }
  }

  /**
   * Does what is next for an import, wherever an earlier try was interrupted. A repeat finds
   * nothing left to do.
   */
  private void goOn(Import found) throws IOException {
    switch (ImportLife.awaited(found)) {
      case READING -> intake.read(found);
      case TURN, ROWS -> dispatch.dispatch(found);
      // A crash may have come between its end and passing on its turn.
      case NOTHING -> closer.passTurn(found.tenant(), Ticket.ofImport(found.importId()));
      case UPLOAD, REVIEW, ENDING -> {
        // It waits for somebody, or is past us.
      }
    }
  }
}
