package dev.rollbook.local.emulator;

import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local, one database for all regions and keys. Its own server listens on every interface
 * and reports to its maker on starting; its handler in a server of ours does neither.
 */
public final class DynamoDbEmulator {

  private static final int MAX_THREADS = 64;

  private final Server server;
  private final LocalDynamoDBServerHandler handler;
  private final int port;

  private DynamoDbEmulator(Server server, LocalDynamoDBServerHandler handler, int port) {
    this.server = server;
    this.handler = handler;
    this.port = port;
  }

  /** Starts with the tables that {@code folder} holds, and keeps them there. */
  public static DynamoDbEmulator onDisk(Path folder) throws Exception {
    return start(new LocalDynamoDBRequestHandler(0, false, folder.toString(), true, false));
  }

  /** Starts empty, and forgets. */
  public static DynamoDbEmulator inMemory() throws Exception {
    return start(new LocalDynamoDBRequestHandler(0, true, null, true, false));
  }

  private static DynamoDbEmulator start(LocalDynamoDBRequestHandler requests) throws Exception {
    LocalDynamoDBServerHandler handler = new LocalDynamoDBServerHandler(requests, null);
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setDaemon(true);
    threads.setName("dynamodb");
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(Loopback.HOST);
    server.addConnector(connector);
    ContextHandler context = new ContextHandler();
    context.setHandler(handler);
    server.setHandler(context);
    server.start();
    return new DynamoDbEmulator(server, handler, connector.getLocalPort());
  }

  /** Where it answers. */
  public URI endpoint() {
    return Loopback.url(port);
  }

  /** Stops it; what it keeps on disk is complete then. */
  public void stop() throws Exception {
    server.stop();
    handler.close();
  }
}
