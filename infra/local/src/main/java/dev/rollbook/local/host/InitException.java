package dev.rollbook.local.host;

/** A process could not get ready for its first event. */
final class InitException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient InvocationOutcome.Failure failure;

  InitException(InvocationOutcome.Failure failure) {
    super(failure.text());
    this.failure = failure;
  }

  InvocationOutcome.Failure failure() {
    return failure;
  }
}
