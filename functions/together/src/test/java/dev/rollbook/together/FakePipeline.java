package dev.rollbook.together;

import dev.rollbook.changes.ChangeApplier;
import dev.rollbook.changes.ChangeApplier.Time;
import dev.rollbook.changes.StalledChanges;
import dev.rollbook.finalize.ApprovalApplier;
import dev.rollbook.finalize.ImportFinalizer;
import dev.rollbook.finalize.ImportSweeper;
import dev.rollbook.finalize.LeavingApplier;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.DerivedImports;
import dev.rollbook.imports.ObjectStore.Stored;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.parse.Parse;
import dev.rollbook.reconcile.BatchReconciler;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.InMemoryCloud;
import dev.rollbook.testkit.QuickHasher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The functions on an {@link InMemoryCloud}, called as Lambda calls them: storage events and
 * messages are delivered one after the other until none is left, and again if the function did not
 * come to its end. A function is a new process for each delivery, so it remembers nothing.
 */
final class FakePipeline {

  /** Row batches that one invocation brings. */
  private static final int BATCHES_AT_ONCE = 2;

  /** What the queues allow (maxReceiveCount in the template). */
  private static final int MOST_TRIES = 5;

  private static final Duration STALL_AFTER = Duration.ofMinutes(90);

  /** What a delivery that did not come to its end leads to. */
  enum OnFailure {
    /** It comes again. */
    REDELIVER,
    /** It is lost, as no queue should lose it; the sweep has to notice. */
    LOSE
  }

  final InMemoryCloud cloud = new InMemoryCloud();

  private final Path scratch;
  private final OnFailure onFailure;
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private final Map<String, String> noticed = new HashMap<>();

  /** Functions that run: one, unless a delivery is made in the middle of another. */
  private int running;

  private int ids;

  /** Delivers each message so many times. */
  private int copies = 1;

  FakePipeline(Path scratch, OnFailure onFailure) {
    // A function's process has its disk to itself, and so has each pipeline.
    this.scratch = scratch.resolve(UUID.randomUUID().toString());
    this.onFailure = onFailure;
  }

  FakePipeline deliveringEach(int times) {
    copies = times;
    return this;
  }

  /** What a function is called with. */
  sealed interface Delivery {
    record Arrived(String key, String version) implements Delivery {}

    record Commanded(Command command) implements Delivery {}

    record Rows(List<RowBatch> batches) implements Delivery {}
  }

  /** A new id; ids sort by their age. */
  String nextId() {
    ids++;
    return "01J%023d".formatted(ids);
  }

  /** Delivers until nothing is left to deliver. */
  void run() {
    collect();
    while (!waiting.isEmpty()) {
      Delivery delivery = waiting.poll();
      for (int copy = 0; copy < copies; copy++) {
        deliver(delivery);
      }
      collect();
    }
  }

  /** The same, with the sweep and time passing between, until every import has ended. */
  void runWithSweep() {
    run();
    for (int sweeps = 0; !cloud.imports.open().isEmpty(); sweeps++) {
      if (sweeps > 30) {
        throw new AssertionError("open for ever: " + cloud.imports.open());
      }
      cloud.advance(STALL_AFTER.plusMinutes(1));
      sweep();
      run();
    }
  }

  /** Calls the sweep once. */
  void sweep() {
    new StalledChanges(cloud.changesPort(), cloud.commandsPort(), cloud.clock).resend(STALL_AFTER);
    new ImportSweeper(
            cloud.journal(),
            cloud.usersPort(),
            cloud.commandsPort(),
            cloud.buckets(),
            STALL_AFTER,
            cloud.clock)
        .sweep();
  }

  private void deliver(Delivery delivery) {
    for (int tries = 1; !carryOut(delivery); tries++) {
      if (onFailure == OnFailure.LOSE && !isDropped(delivery)) {
        return;
      }
      if (tries == MOST_TRIES) {
        throw new AssertionError("never carried out: " + delivery);
      }
    }
  }

  /** A dropped file belongs to no import yet, so nothing but its event can bring it in. */
  private static boolean isDropped(Delivery delivery) {
    return delivery instanceof Delivery.Arrived arrived && arrived.key().startsWith("inbox/");
  }

  /** Calls a function once; tells whether it came to its end. */
  boolean carryOut(Delivery delivery) {
    running++;
    try {
      if (delivery instanceof Delivery.Arrived arrived) {
        parse().arrived(arrived.key(), arrived.version(), cloud.clock.instant());
      } else if (delivery instanceof Delivery.Rows rows) {
        return reconciler().reconcile(rows.batches()).isEmpty();
      } else if (delivery instanceof Delivery.Commanded commanded) {
        carryOut(commanded.command());
      }
      return true;
    } catch (Killed e) {
      cloud.faults.revive();
      return false;
    } catch (RuntimeException e) {
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      running--;
    }
  }

  private void carryOut(Command command) throws IOException {
    String tenant = command.tenant();
    String id = command.importId();
    // As little as can be is done in a call, so that each shard is handed on.
    switch (command.action()) {
      case FINISH -> finalizer().finish(tenant, id);
      case DEACTIVATE ->
          finalizer().deactivate(tenant, id, command.shard(), command.from(), () -> true);
      case APPROVE -> approvals().apply(tenant, id);
      case DEACTIVATE_APPROVED ->
          approvals().deactivate(tenant, id, command.shard(), command.from(), () -> true);
      case READ, DISPATCH, RESEND, GIVE_UP -> parse().carryOut(command);
      case LEAVE -> leavings().apply(tenant, id);
      case LEAVE_SHARD -> leavings().leave(tenant, id, command.shard(), () -> false);
      case CHANGE ->
          changeApplier().carryOn(tenant, id, new Time(cloud.clock.instant(), () -> false));
    }
  }

  /** Takes what lies in the bucket and on the queues, in its order. */
  List<Delivery> takeDeliveries() {
    collect();
    List<Delivery> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /** Turns what lies in the bucket and on the queues into deliveries, in their order. */
  private void collect() {
    for (String key : cloud.uploads.keys()) {
      String version = cloud.uploads.find(key).map(Stored::version).orElseThrow();
      if (!version.equals(noticed.put(key, version)) && !key.startsWith("quarantine/")) {
        waiting.add(new Delivery.Arrived(key, version));
      }
    }
    cloud.commands.take().forEach(command -> waiting.add(new Delivery.Commanded(command)));
    List<RowBatch> batches = cloud.rowQueue.take();
    for (int from = 0; from < batches.size(); from += BATCHES_AT_ONCE) {
      int to = Math.min(from + BATCHES_AT_ONCE, batches.size());
      waiting.add(new Delivery.Rows(new ArrayList<>(batches.subList(from, to))));
    }
  }

  Parse parse() {
    return new Parse(
        cloud.journal(),
        cloud.directory(),
        cloud.buckets(),
        cloud.rowQueuePort(),
        cloud.commandsPort(),
        this::nextId,
        scratch.resolve(Integer.toString(running)),
        steps -> steps.forEach(Runnable::run),
        cloud.clock);
  }

  BatchReconciler reconciler() {
    return new BatchReconciler(
        cloud.journal(),
        cloud.usersPort(),
        cloud.directory().groups(),
        cloud.buckets(),
        cloud.commandsPort(),
        cloud.notificationsPort(),
        new QuickHasher(),
        cloud.clock);
  }

  /** What a tenant asks for by hand. */
  DerivedImports derived() {
    return new DerivedImports(
        cloud.journal().imports(),
        cloud.directory(),
        cloud.buckets(),
        cloud.commandsPort(),
        this::nextId,
        cloud.clock);
  }

  ImportFinalizer finalizer() {
    return new ImportFinalizer(
        cloud.journal(), cloud.directory(), cloud.buckets(), cloud.commandsPort(), cloud.clock);
  }

  LeavingApplier leavings() {
    return new LeavingApplier(
        cloud.journal(), cloud.usersPort(), cloud.commandsPort(), cloud.closer(), cloud.clock);
  }

  ChangeApplier changeApplier() {
    return new ChangeApplier(
        cloud.changesPort(),
        cloud.directory(),
        cloud.journal().turns(),
        cloud.commandsPort(),
        cloud.closer(),
        cloud.clock);
  }

  ApprovalApplier approvals() {
    return new ApprovalApplier(
        cloud.journal(), cloud.directory(), cloud.buckets(), cloud.commandsPort(), cloud.clock);
  }
}
