package dev.rollbook.local.runtime;

import java.io.IOException;

/**
 * Ends this process when the host is gone, however it went: then the pipe to standard input, which
 * only the host holds, breaks.
 */
final class HostWatch {

  private static final int HOST_GONE = 143;

  private HostWatch() {}

  static void start() {
    Thread watch = new Thread(HostWatch::watch, "host-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // The host never writes; only the end matters.
      }
    } catch (IOException e) {
      System.err.println("Lost the host: " + e.getMessage());
    }
    // Not exit: a hook that waits would keep an orphan.
    Runtime.getRuntime().halt(HOST_GONE);
  }
}
