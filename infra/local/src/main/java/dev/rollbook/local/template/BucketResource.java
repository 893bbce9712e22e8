package dev.rollbook.local.template;

/** An {@code AWS::S3::Bucket}. */
public record BucketResource(String logicalId, String name) {}
