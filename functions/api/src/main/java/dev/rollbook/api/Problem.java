package dev.rollbook.api;

/**
 * An answer that is an error (RFC 9457): its status, a stable code for programs, a sentence for
 * people.
 */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * An error.
   *
   * @param status of HTTP
   * @param code stable
   * @param detail what is wrong, where, and what to do
   */
  public Problem(int status, String code, String detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }

  /** Something in the request is not as it has to be. */
  static Problem invalid(String detail) {
    return new Problem(400, "INVALID_REQUEST", detail);
  }

  /** What the path names is not there, or is another tenant's, which tells the same. */
  static Problem notFound(String what) {
    return new Problem(404, "NOT_FOUND", "there is no " + what);
  }

  /** What the request wants does not go with how things stand. */
  static Problem conflict(String code, String detail) {
    return new Problem(409, code, detail);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The stable code. */
  public String code() {
    return code;
  }
}
