package dev.rollbook.local.host;

/** A process could not get ready for its first event. */
final class InitException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Outcome.Failure failure;

  InitException(Outcome.Failure failure) {
    super(failure.text());
    this.failure = failure;
  }

  Outcome.Failure failure() {
    return failure;
  }
}
