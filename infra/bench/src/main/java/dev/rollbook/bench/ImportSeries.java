package dev.rollbook.bench;

import dev.rollbook.bench.ProcessorUse.Since;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One tenant's imports, each on what the one before left: all new, the same again, a hundredth
 * changed, half of them unlisted. A step is made when a part asks for it, after those before it.
 * Beside it stands the loader, whose table holds the same items.
 */
final class ImportSeries implements Closeable {

  private final BenchSession session;
  private Optional<BenchCloud> cloud = Optional.empty();
  private Optional<UserLoader> loader = Optional.empty();
  private Optional<ImportRun> created = Optional.empty();
  private Optional<Since> loaded = Optional.empty();
  private Optional<ImportRun> same = Optional.empty();
  private Optional<ImportRun> changed = Optional.empty();
  private Optional<Leaving> left = Optional.empty();
  private List<Map<String, AttributeValue>> users = List.of();

  ImportSeries(BenchSession session) {
    this.session = session;
  }

  /**
   * Half of the users leaving.
   *
   * @param held the import that plans it
   * @param approved its approval, until all were deactivated
   * @param updated the loader's as many updates
   */
  record Leaving(ImportRun held, Since approved, Since updated) {}

  private BenchCloud cloud() throws IOException, InterruptedException {
    if (cloud.isEmpty()) {
      cloud = Optional.of(BenchCloud.start(session, UnaryOperator.identity()));
    }
    return cloud.get();
  }

  int changing() {
    return Math.max(1, session.rows() / 100);
  }

  private BenchRoster all() {
    return BenchRoster.of(session.rows());
  }

  /** All rows are new users. */
  ImportRun created() throws IOException, InterruptedException {
    if (created.isEmpty()) {
      BenchTenant tenant = cloud().tenant();
      session.say("creating " + session.rows() + " users");
      created = Optional.of(tenant.importing("all new", session.csv(all()), true));
    }
    return created.get();
  }

  /** The loader puts what {@link #created} left. */
  Since loaded() throws IOException, InterruptedException {
    created();
    if (loaded.isEmpty()) {
      DirectoryItems warmUp = DirectoryItems.of(cloud().cloud(), "warm-up");
      DirectoryItems items = DirectoryItems.of(cloud().cloud(), "bench");
      users = items.users();
      UserLoader own = UserLoader.like(items.table());
      loader = Optional.of(own);
      own.insert(warmUp.items());
      own.deactivate(warmUp.users("ACTIVE"));
      session.say("loading the same " + items.items().size() + " items");
      ProcessorUse before = ProcessorUse.now(List.of());
      own.insert(items.items());
      loaded = Optional.of(before.since(List.of()));
    }
    return loaded.get();
  }

  /** The same roster again. */
  ImportRun same() throws IOException, InterruptedException {
    created();
    if (same.isEmpty()) {
      session.say("importing the same again");
      same = Optional.of(cloud().tenant().importing("the same", session.csv(all()), true));
    }
    return same.get();
  }

  /** A hundredth has another phone number. */
  ImportRun changed() throws IOException, InterruptedException {
    created();
    if (changed.isEmpty()) {
      session.say("importing it with " + changing() + " users changed");
      changed =
          Optional.of(
              cloud().tenant().importing("changed", session.csv(all().changing(changing())), true));
    }
    return changed.get();
  }

  /** Half of them are not listed; the guard holds them, and they are approved. */
  Leaving left() throws IOException, InterruptedException {
    loaded();
    changed();
    if (left.isEmpty()) {
      int half = session.rows() / 2;
      session.say("importing it without " + (session.rows() - half) + " users");
      ImportRun held =
          cloud()
              .tenant()
              .importing("half", session.csv(all().changing(changing()).naming(half)), true);
      session.say("approving their deactivation");
      Since approved = cloud().tenant().approve(held);
      int inactive = DirectoryItems.of(cloud().cloud(), "bench").users("INACTIVE").size();
      if (inactive != session.rows() - half) {
        throw new BenchException(inactive + " users are inactive, not " + (session.rows() - half));
      }
      session.say("updating as many by the loader");
      List<Map<String, AttributeValue>> leaving = users.subList(0, inactive);
      ProcessorUse before = ProcessorUse.now(List.of());
      loader.orElseThrow().deactivate(leaving);
      left = Optional.of(new Leaving(held, approved, before.since(List.of())));
    }
    return left.get();
  }

  @Override
  public void close() {
    loader.ifPresent(UserLoader::close);
    cloud.ifPresent(BenchCloud::close);
  }
}
