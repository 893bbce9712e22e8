package dev.rollbook.testkit;

import dev.rollbook.changes.Changes;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Groups;
import dev.rollbook.directory.Tenants;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.Notifications;
import dev.rollbook.imports.ObjectStore;
import dev.rollbook.imports.Progress;
import dev.rollbook.imports.RowQueue;
import dev.rollbook.imports.Turns;
import dev.rollbook.webhooks.DeliveryQueue;
import dev.rollbook.webhooks.Outbox;
import dev.rollbook.webhooks.Webhooks;
import java.time.Duration;

/**
 * Every port of the functions in memory, with a clock that a test moves. The fields are the fakes
 * themselves, for a test to prepare and to look at; the methods give the ports as a function gets
 * them, which {@link Faults} may make fail.
 */
public final class InMemoryCloud {

  /** When it is. */
  public final SettableClock clock = new SettableClock(Sample.NOW);

  /** What goes wrong, if anything. */
  public final Faults faults = new Faults();

  /** What the operator was told. */
  public final InMemoryFigures figures = new InMemoryFigures();

  /** Rosters. */
  public final InMemoryObjectStore uploads = new InMemoryObjectStore(clock);

  /** Plans and reports. */
  public final InMemoryObjectStore results = new InMemoryObjectStore(clock);

  /** Imports. */
  public final InMemoryImports imports = new InMemoryImports();

  /** Whose turn it is. */
  public final InMemoryTurns turns = new InMemoryTurns();

  /** Changes of groups and properties. */
  public final InMemoryChanges changes = new InMemoryChanges();

  /** What is settled. */
  public final InMemoryProgress progress = new InMemoryProgress();

  /** Users. */
  public final InMemoryUsers users = new InMemoryUsers();

  /** Groups. */
  public final InMemoryGroups groups = new InMemoryGroups();

  /** Tenants. */
  public final InMemoryTenants tenants = new InMemoryTenants();

  /** Row batches on their way. */
  public final InMemoryRowQueue rowQueue = new InMemoryRowQueue();

  /** Commands on their way. */
  public final InMemoryCommands commands = new InMemoryCommands();

  /** Webhooks and their deliveries. */
  public final InMemoryWebhooks webhooks = new InMemoryWebhooks();

  /** Deliveries to be tried. */
  public final InMemoryDeliveryQueue deliveryQueue = new InMemoryDeliveryQueue();

  /** Messages to users. */
  public final InMemoryNotifications notifications = new InMemoryNotifications(clock);

  /** The ports that keep track of imports. */
  public Journal journal() {
    return new Journal(
        faults.on(Imports.class, imports),
        faults.on(Turns.class, turns),
        faults.on(Progress.class, progress),
        figures,
        outbox());
  }

  /** The ports by which webhooks are told. */
  public Outbox outbox() {
    return new Outbox(
        faults.on(Webhooks.class, webhooks), faults.on(DeliveryQueue.class, deliveryQueue));
  }

  /** The changes of groups and properties that go on. */
  public Changes changesPort() {
    return faults.on(Changes.class, changes);
  }

  /** The ports of the directory. */
  public Directory directory() {
    return new Directory(
        faults.on(Tenants.class, tenants), faults.on(Groups.class, groups), usersPort());
  }

  /** The port of the users. */
  public Users usersPort() {
    return faults.on(Users.class, users);
  }

  /** The two buckets. */
  public Buckets buckets() {
    return new Buckets(
        faults.on(ObjectStore.class, uploads), faults.on(ObjectStore.class, results));
  }

  /** The rows queue. */
  public RowQueue rowQueuePort() {
    return faults.on(RowQueue.class, rowQueue);
  }

  /** The control queues. */
  public Commands commandsPort() {
    return faults.on(Commands.class, commands);
  }

  /** The notifications queue. */
  public Notifications notificationsPort() {
    return faults.on(Notifications.class, notifications);
  }

  /** How imports end. */
  public ImportCloser closer() {
    return new ImportCloser(journal(), commandsPort(), buckets(), clock);
  }

  /** Lets time pass. */
  public void advance(Duration by) {
    clock.advance(by);
  }
}
