package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** How an invocation ended. */
public sealed interface InvocationOutcome {

  /** What the function returned, or Lambda's error JSON. */
  byte[] payload();

  /** The payload as text. */
  default String text() {
    return new String(payload(), StandardCharsets.UTF_8);
  }

  /** The function returned. */
  @SuppressWarnings("ArrayRecordComponent") // Passed along, never compared.
  record Success(byte[] payload) implements InvocationOutcome {}

  /**
   * The function threw, ran out of time or memory, or its process died.
   *
   * @param errorType what the runtime calls it, or {@code Sandbox.Timedout}, {@code
   *     Runtime.ExitError}, {@code Runtime.OutOfMemory}, {@code Function.ResponseSizeTooLarge}
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed along, never compared.
  record Failure(String errorType, byte[] payload) implements InvocationOutcome {

    static Failure of(String errorType, String message) {
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("errorType", errorType)
              .put("errorMessage", message);
      return new Failure(errorType, json.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
