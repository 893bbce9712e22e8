package dev.rollbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rollbook console} (SPEC section 11). */
@Command(
    name = "console",
    description = {
      "Opens the console in a browser, signed in as the tenant.",
      "Where no cloud runs yet, one runs until Ctrl-C."
    })
final class ConsoleCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Option(names = "--print", description = "Print the address with its key, and open nothing.")
  private boolean print;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<ApiClient> deployment = global.deployment();
    if (deployment.isPresent()) {
      show(deployment.get().console(), deployment.get().key());
      return 0;
    }
    try (Connection connection = Connection.embedded(global)) {
      show(connection.console(), connection.goodKey(global.tenant()));
      if (connection.isOwn() && !print) {
        new CountDownLatch(1).await();
      }
      return 0;
    }
  }

  /**
   * The key travels behind the #, which no browser sends anywhere; the page takes it out at once.
   */
  private void show(URI console, String key) {
    URI signedIn = URI.create(console + "#key=" + ApiClient.encode(key));
    boolean opened = !print && BrowserCommand.open(signedIn);
    PrintWriter out = spec.commandLine().getOut();
    out.println(opened ? "console " + console : signedIn.toString());
    out.flush();
  }
}
