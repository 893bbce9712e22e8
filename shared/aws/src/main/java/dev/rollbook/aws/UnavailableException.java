package dev.rollbook.aws;

/** A service did not carry out what was asked, however often; it may be asked again later. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which service left what undone. */
  public UnavailableException(String message) {
    super(message);
  }
}
