package dev.rollbook.bench;

/**
 * AWS's list prices in US dollars, region us-east-1, as of November 2026, without any free tier or
 * discount by volume.
 */
final class PriceList {

  /** On-demand; a unit is a KB written. */
  static final double DYNAMODB_WRITE_UNIT = 0.625 / 1e6;

  /** On-demand; a unit is 4 KB read with strong consistency. */
  static final double DYNAMODB_READ_UNIT = 0.125 / 1e6;

  /** A standard queue's request of 64 KiB, and what messages with a group id cost on top. */
  static final double SQS_REQUEST = (0.40 + 0.10) / 1e6;

  /** PUT, COPY, POST, LIST, S3 Standard. */
  static final double S3_PUT = 0.005 / 1e3;

  /** GET and all others; DELETE is free. */
  static final double S3_GET = 0.0004 / 1e3;

  /** A GB kept for a month, S3 Standard; what an import stores is kept for about one. */
  static final double S3_GB_MONTH = 0.023;

  /** Arm, the first tier. */
  static final double LAMBDA_GB_SECOND = 0.0000133334;

  /** An invocation. */
  static final double LAMBDA_REQUEST = 0.20 / 1e6;

  /** A GB taken in by CloudWatch Logs. */
  static final double LOGS_GB = 0.50;

  /** A state transition of a standard workflow of Step Functions. */
  static final double STEP_TRANSITION = 0.025 / 1e3;

  /** An execution of an express workflow. */
  static final double STEP_EXPRESS = 1.00 / 1e6;

  /** An express workflow's time, by the 64 MB it is billed at least. */
  static final double STEP_EXPRESS_GB_SECOND = 0.00001667;

  /** A queue without message groups. */
  private static final double SQS_PLAIN_REQUEST = 0.40 / 1e6;

  private static final double MILLION = 1e6;

  private PriceList() {}

  /**
   * A distributed map over a million rows, as cheap as it gets: a child for 100 rows, an express
   * workflow of one Lambda function of 1 GB that reads its users by one BatchGetItem and writes by
   * PartiQL batches, 150 ms. The parent pays a transition a child.
   *
   * @param writes write units a row
   */
  static double distributedMap(double writes) {
    double children = MILLION / 100;
    double seconds = 0.15;
    return MILLION * (DYNAMODB_READ_UNIT + writes * DYNAMODB_WRITE_UNIT)
        + children * (STEP_TRANSITION + STEP_EXPRESS + LAMBDA_REQUEST)
        + children * seconds * (LAMBDA_GB_SECOND + STEP_EXPRESS_GB_SECOND / 16);
  }

  /**
   * A million messages of a row each, sent, received and deleted by tens; an invocation of 128 MB
   * and 15 ms a row, which reads its user and writes it if need be.
   *
   * @param writes write units a row
   */
  static double rowAtATime(double writes) {
    return MILLION * (DYNAMODB_READ_UNIT + writes * DYNAMODB_WRITE_UNIT)
        + 3 * MILLION / 10 * SQS_PLAIN_REQUEST
        + MILLION * (LAMBDA_REQUEST + 0.015 * 0.125 * LAMBDA_GB_SECOND);
  }
}
