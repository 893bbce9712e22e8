package dev.rollbook.webhook;

import java.net.URI;
import java.util.Map;

/** The receiver of a tenant's webhook. A call of it ends in time, whatever the receiver does. */
interface Receiver {

  /** Sends a body of JSON, once. */
  Answer post(URI url, Map<String, String> headers, String body);

  /**
   * What came of it.
   *
   * @param status of HTTP, 0 if there was no answer
   * @param error why there was none, or why it does not count; else empty
   * @param body the beginning of it
   */
  record Answer(int status, String error, String body) {

    static Answer none(String error) {
      return new Answer(0, error, "");
    }
  }
}
