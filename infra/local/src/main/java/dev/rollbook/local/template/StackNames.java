package dev.rollbook.local.template;

import java.net.URI;
import java.util.Locale;

/**
 * What a deployed stack would know of itself: the pseudo parameters, and how a resource without a
 * name of its own is called.
 *
 * @param stackName {@code AWS::StackName}
 * @param region {@code AWS::Region}
 * @param accountId {@code AWS::AccountId}
 * @param sqs where queue URLs begin
 * @param api where the HTTP API answers
 */
public record StackNames(String stackName, String region, String accountId, URI sqs, URI api) {

  /**
   * The names of the embedded cloud: stack {@code rollbook} in {@code eu-central-1}, account {@code
   * 000000000000}.
   */
  public static StackNames local(URI sqs, URI api) {
    return new StackNames("rollbook", "eu-central-1", "000000000000", sqs, api);
  }

  String nameOf(String logicalId) {
    return stackName + "-" + logicalId;
  }

  String bucketNameOf(String logicalId) {
    return nameOf(logicalId).toLowerCase(Locale.ROOT);
  }

  /** An ARN of this stack's region and account. */
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + accountId + ":" + resource;
  }

  String queueUrl(String queueName) {
    return sqs + "/" + accountId + "/" + queueName;
  }
}
