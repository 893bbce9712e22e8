package dev.rollbook.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks names up as this machine does, and does not wait for ever. */
public final class SystemResolver implements WebhookAddresses.Resolver {

  private final Duration patience;

  /**
   * A resolver.
   *
   * @param patience after which a name counts as unknown
   */
  public SystemResolver(Duration patience) {
    this.patience = patience;
  }

  @Override
  public List<InetAddress> resolve(String name) throws UnknownHostException {
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    Thread thread = new Thread(() -> lookUp(name, found), "look-up");
    thread.setDaemon(true);
    thread.start();
    try {
      return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      UnknownHostException unknown = new UnknownHostException(name);
      unknown.initCause(e);
      throw unknown;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(name);
    }
  }

  private static void lookUp(String name, CompletableFuture<List<InetAddress>> found) {
    try {
      found.complete(List.of(InetAddress.getAllByName(name)));
    } catch (UnknownHostException | RuntimeException e) {
      found.completeExceptionally(e);
    }
  }
}
