package dev.rollbook.local.host;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One run of a function.
 *
 * @param function the function's logical id
 * @param requestId Lambda's request id
 * @param pid the process it runs in
 * @param payload the event, not to be written to
 * @param deadline when it is killed
 */
@SuppressWarnings("ArrayRecordComponent") // Passed along, never compared.
public record Invocation(
    String function, String requestId, long pid, byte[] payload, Instant deadline) {

  /** The event as text. */
  public String payloadText() {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
