package dev.rollbook.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a process holds of the machine's memory, and the most it ever did. Linux tells; elsewhere
 * both stay 0.
 */
final class PeakMemory {

  private static final int KB_PER_MB = 1024;

  private final Path status;
  private volatile int peakMb;
  private volatile boolean exceeded;

  PeakMemory(long pid) {
    this.status = Path.of("/proc", Long.toString(pid), "status");
  }

  int peakMb() {
    return peakMb;
  }

  boolean exceeded() {
    return exceeded;
  }

  /** Looks again, and tells whether it holds more than that now. */
  boolean over(int limitMb) {
    if (!Files.exists(status)) {
      return false;
    }
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          peakMb = Math.max(peakMb, megabytes(line));
        } else if (line.startsWith("VmRSS:") && megabytes(line) > limitMb) {
          exceeded = true;
        }
      }
    } catch (NoSuchFileException e) {
      // It ended between two looks; what was seen stands.
      return exceeded;
    } catch (IOException e) {
      // The same, met while reading: Linux answers ESRCH.
      return exceeded;
    }
    return exceeded;
  }

  private static int megabytes(String line) {
    return Integer.parseInt(line.replaceAll("[^0-9]", "")) / KB_PER_MB;
  }
}
