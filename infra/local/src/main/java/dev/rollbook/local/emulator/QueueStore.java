package dev.rollbook.local.emulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import scalikejdbc.ConnectionPool;

/**
 * The file in which ElasticMQ keeps queues and messages. ElasticMQ opens the first one that a JVM
 * names and then clings to it, through a connection pool that the whole JVM shares; here the pool
 * follows the store in use, and there is one at a time.
 */
final class QueueStore {

  private static final AtomicReference<Optional<Path>> IN_USE =
      new AtomicReference<>(Optional.empty());

  private final Path folder;
  private final Set<String> queues;

  private QueueStore(Path folder, Set<String> queues) {
    this.folder = folder;
    this.queues = queues;
  }

  /**
   * Opens the store in a folder.
   *
   * @throws IllegalStateException if this JVM has another one open
   */
  static QueueStore open(Path folder) throws SQLException {
    if (!IN_USE.compareAndSet(Optional.empty(), Optional.of(folder))) {
      throw new IllegalStateException(
          "This JVM keeps queues in "
              + IN_USE.get().map(Path::toString).orElse("another folder")
              + " already, and ElasticMQ can do that for one folder at a time. Close that cloud first, or start one in memory.");
    }
    try {
      QueueStore store = new QueueStore(folder, names(folder));
      ConnectionPool.singleton(
          store.uri(),
          "",
          "",
          ConnectionPool.singleton$default$4(),
          ConnectionPool.singleton$default$5(
              store.uri(), "", "", ConnectionPool.singleton$default$4()));
      return store;
    } catch (SQLException | RuntimeException e) {
      IN_USE.set(Optional.empty());
      throw e;
    }
  }

  String uri() {
    return uri(folder);
  }

  /**
   * The names of the queues it held when it was opened. ElasticMQ answers before it has restored
   * them.
   */
  Set<String> queues() {
    return queues;
  }

  void close() {
    ConnectionPool.closeAll();
    IN_USE.set(Optional.empty());
  }

  /**
   * Without a write delay a commit is in the file before the sender is answered, so that even a
   * killed host loses nothing. And the JVM's end does not close it under a host that is still
   * giving messages back.
   */
  private static String uri(Path folder) {
    return "jdbc:h2:file:"
        + folder.resolve("messages").toAbsolutePath()
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  }

  private static Set<String> names(Path folder) throws SQLException {
    Set<String> names = new HashSet<>();
    if (!Files.exists(folder.resolve("messages.mv.db"))) {
      return names;
    }
    try (Connection connection = DriverManager.getConnection(uri(folder));
        ResultSet tables = connection.getMetaData().getTables(null, "PUBLIC", "QUEUE", null)) {
      if (tables.next()) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT NAME FROM QUEUE")) {
          while (rows.next()) {
            names.add(rows.getString(1));
          }
        }
      }
    }
    return names;
  }
}
