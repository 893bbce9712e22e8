package dev.rollbook.local.template;

import java.util.List;

/**
 * An {@code AWS::S3::Bucket}.
 *
 * @param versioned whether it keeps what is replaced or deleted
 * @param crossOrigin its rules for pages of other origins, the first that fits counts
 */
public record BucketResource(
    String logicalId, String name, boolean versioned, List<CrossOriginRule> crossOrigin) {}
