/**
 * The ports on DynamoDB, SQS and S3. {@link dev.rollbook.aws.Cloud} gives each of them from the
 * environment.
 */
package dev.rollbook.aws;
