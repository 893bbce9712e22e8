package dev.rollbook.aws;

import dev.rollbook.directory.Meter;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * How a conditional write ended.
 *
 * @param outcome in a word
 * @param item the item as it was, where the condition failed and there was one
 */
record ConditionalWrite(Outcome outcome, Map<String, AttributeValue> item) {

  /** How it ended. */
  enum Outcome {
    /** Written. */
    DONE,
    /** The item is not as the condition wants it. */
    FAILED,
    /** The item would be too large, now and ever. */
    TOO_LARGE
  }

  /**
   * The service charges a failed condition by the size of the item it looked at, but does not say
   * how much: at least one unit.
   */
  private static final double UNITS_OF_FAILURE = 1;

  /** Makes a write that asks for the old item on failure. */
  static ConditionalWrite make(Supplier<ConsumedCapacity> write, Meter meter) {
    try {
      Table.meter(write.get(), meter::wrote);
      return new ConditionalWrite(Outcome.DONE, Map.of());
    } catch (ConditionalCheckFailedException e) {
      meter.wrote(UNITS_OF_FAILURE);
      return new ConditionalWrite(Outcome.FAILED, e.hasItem() ? e.item() : Map.of());
    } catch (DynamoDbException e) {
      if (isTooLarge(e)) {
        return new ConditionalWrite(Outcome.TOO_LARGE, Map.of());
      }
      throw e;
    }
  }

  /** Of an item, or of the text of its update; the service has one code for all that is invalid. */
  private static boolean isTooLarge(DynamoDbException e) {
    return e.awsErrorDetails() != null
        && "ValidationException".equals(e.awsErrorDetails().errorCode())
        && e.awsErrorDetails().errorMessage().contains("exceeded the maximum allowed size");
  }
}
