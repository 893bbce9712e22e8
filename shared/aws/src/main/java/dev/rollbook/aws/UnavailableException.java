package dev.rollbook.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A service did not carry out what was asked, however often; it may be asked again later. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which service left what undone. */
  public UnavailableException(String message) {
    super(message);
  }

  /**
   * Whether a failure comes from a service that throttles, fails or cannot be reached: the same may
   * work later, and nothing is wrong with what was asked.
   */
  public static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // The client's own exception: the service was not reached, or did not answer in time.
      if (cause instanceof UnavailableException
          || cause instanceof SdkClientException
          || (cause instanceof AwsServiceException answer && isTemporary(answer))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTemporary(AwsServiceException answer) {
    return answer.isThrottlingException() || answer.statusCode() >= 500;
  }
}
