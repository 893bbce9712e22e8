package dev.rollbook.local;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.rollbook.local.emulator.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A port that is taken at once, so that its URL is known, and answers later. */
final class HttpPort implements AutoCloseable {

  private static final int THREADS = 16;

  static {
    // Without it the JDK's server, which sends head and body apart, waits for the client's delayed
    // acknowledgement between the two: 40 ms a call. It looks at this once, when it first starts.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;

  private HttpPort(HttpServer server) {
    this.server = server;
  }

  /** Takes a port of the loopback address, 0 for any free one. */
  static HttpPort take(int port) throws IOException {
    return take(Loopback.address(port));
  }

  /** Takes a port of any of this machine's addresses. */
  static HttpPort take(InetSocketAddress address) throws IOException {
    try {
      return new HttpPort(HttpServer.create(address, 0));
    } catch (IOException e) {
      throw new IOException(
          "Cannot listen on port "
              + address.getPort()
              + ": "
              + e.getMessage()
              + ". Choose another port, or 0 for any.",
          e);
    }
  }

  int number() {
    return server.getAddress().getPort();
  }

  URI url() {
    return Loopback.url(server.getAddress().getPort());
  }

  /** Answers what begins with a path by another handler than all the rest. */
  void answerBy(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  /** Begins to answer. */
  void answerBy(HttpHandler handler) {
    server.setExecutor(
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "http-api");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", handler);
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
