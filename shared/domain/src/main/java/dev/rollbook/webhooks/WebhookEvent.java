package dev.rollbook.webhooks;

import java.util.Locale;

/** What a tenant's webhook is told of (SPEC A13). */
public enum WebhookEvent {
  /** An import has ended with every row settled, failed ones included. */
  COMPLETED("import."),
  /** An import could not be carried out. */
  FAILED("import."),
  /** An import was ended by the tenant. */
  CANCELLED("import."),
  /** An import was never uploaded or never started. */
  EXPIRED("import."),
  /** An import was read and waits to be started. */
  AWAITING_REVIEW("import."),
  /** An import has ended, and its deactivations wait for somebody's word. */
  HELD("import."),
  /** Nothing happened: the tenant asked for a call. It is not repeated. */
  TEST("webhook.");

  private final String subject;

  WebhookEvent(String subject) {
    this.subject = subject;
  }

  /** The {@code type} in the body, as {@code import.completed}. */
  public String type() {
    return subject + word();
  }

  /** The id of this event's delivery, the same however often it is made. */
  public String deliveryId(String of) {
    return of + "_" + word();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
