package dev.rollbook.local.template;

import java.util.Map;

/**
 * An {@code AWS::SQS::Queue}.
 *
 * @param name its name, with {@code .fifo} at its end if it is one
 * @param attributes what SQS calls them, e.g. {@code VisibilityTimeout}; {@code RedrivePolicy} is
 *     JSON with the ARN resolved
 */
public record QueueResource(
    String logicalId, String name, String arn, String url, Map<String, String> attributes) {}
