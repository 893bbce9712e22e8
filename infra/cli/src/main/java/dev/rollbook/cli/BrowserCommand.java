package dev.rollbook.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The command of a system that opens an address in its user's browser. */
final class BrowserCommand {

  private BrowserCommand() {}

  /**
   * The command; empty where there is no screen to open a browser on.
   *
   * @param system as the property {@code os.name} has it
   */
  static List<String> of(String system, Map<String, String> environment, URI address) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", address.toString());
    }
    if (name.startsWith("mac")) {
      return List.of("open", address.toString());
    }
    boolean hasScreen =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return hasScreen ? List.of("xdg-open", address.toString()) : List.of();
  }

  /** Opens the address here; says whether that could be begun. */
  static boolean open(URI address) {
    List<String> command = of(System.getProperty("os.name"), System.getenv(), address);
    if (command.isEmpty()) {
      return false;
    }
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      // There is no such command; the address is printed instead.
      return false;
    }
  }
}
