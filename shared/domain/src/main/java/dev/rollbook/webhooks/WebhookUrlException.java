package dev.rollbook.webhooks;

/** A URL that no webhook may have. */
public final class WebhookUrlException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  WebhookUrlException(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  /** Why a URL is refused. */
  public enum Reason {
    /** It is not written as it has to be. */
    MALFORMED,
    /** It leads, or may lead, to what is not public. */
    NOT_PUBLIC
  }

  /** Why it is refused. */
  public Reason reason() {
    return reason;
  }
}
