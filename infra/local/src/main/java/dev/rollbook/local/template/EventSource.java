package dev.rollbook.local.template;

import java.time.Duration;
import java.util.List;

/** Something that invokes a function. */
public sealed interface EventSource {

  /**
   * {@code Type: S3}.
   *
   * @param bucket the bucket's name
   * @param kinds e.g. {@code s3:ObjectCreated:*}
   * @param prefix what a key must begin with, may be empty
   * @param suffix what a key must end with, may be empty
   */
  record ObjectStored(String bucket, List<String> kinds, String prefix, String suffix)
      implements EventSource {

    /**
     * Whether an object with this key, stored by this kind of call ({@code ObjectCreated:Put}), is
     * meant.
     */
    public boolean matches(String inBucket, String key, String kind) {
      return bucket.equals(inBucket)
          && key.startsWith(prefix)
          && key.endsWith(suffix)
          && kinds.stream().anyMatch(wanted -> covers(wanted, "s3:" + kind));
    }

    private static boolean covers(String wanted, String kind) {
      return wanted.endsWith("*")
          ? kind.startsWith(wanted.substring(0, wanted.length() - 1))
          : kind.equals(wanted);
    }
  }

  /**
   * {@code Type: SQS}.
   *
   * @param queueArn the queue
   * @param batchSize most messages in one invocation
   * @param window how long to gather them
   * @param reportsItemFailures whether the response names the failed messages; without it a success
   *     deletes them all
   * @param concurrency most invocations side by side from this queue
   */
  record QueueBatch(
      String queueArn, int batchSize, Duration window, boolean reportsItemFailures, int concurrency)
      implements EventSource {}

  /**
   * {@code Type: HttpApi}.
   *
   * @param api the API's logical id
   * @param method in upper case, {@code ANY} for all
   * @param path e.g. {@code /v1/{proxy+}}; {@code $default} catches what nothing else matches
   * @param authorizer the authorizer's name, {@code NONE} without one
   */
  record HttpRoute(String api, String method, String path, String authorizer)
      implements EventSource {

    /** {@code authorizer} of a route that anyone may call. */
    public static final String NONE = "NONE";
  }

  /**
   * {@code Type: Schedule} or {@code ScheduleV2} at a rate.
   *
   * @param name the event's key in the template
   * @param every time from one run to the next
   * @param input what the function is given instead of the scheduled event, empty for none
   */
  record Rate(String name, Duration every, String input) implements EventSource {}
}
