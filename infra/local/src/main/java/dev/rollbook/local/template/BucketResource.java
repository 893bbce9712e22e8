package dev.rollbook.local.template;

/**
 * An {@code AWS::S3::Bucket}.
 *
 * @param versioned whether it keeps what is replaced or deleted
 */
public record BucketResource(String logicalId, String name, boolean versioned) {}
