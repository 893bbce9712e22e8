package dev.rollbook.bench;

/** What was to be measured did not end as it should, so that its time would mean nothing. */
public final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1;

  BenchException(String message) {
    super(message);
  }
}
