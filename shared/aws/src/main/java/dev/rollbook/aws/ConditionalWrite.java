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

  /** A write that was made. */
  static final ConditionalWrite DONE = new ConditionalWrite(Outcome.DONE, Map.of());

  /** A write whose condition failed on an item, which is empty where there was none. */
  static ConditionalWrite failed(Map<String, AttributeValue> item) {
    return new ConditionalWrite(Outcome.FAILED, item);
  }

  /** Makes a write that asks for the old item on failure. */
  static ConditionalWrite make(Supplier<ConsumedCapacity> write, Meter meter) {
    try {
      DynamoTable.meter(write.get(), meter::wrote);
      return DONE;
    } catch (ConditionalCheckFailedException e) {
      Map<String, AttributeValue> item = e.hasItem() ? e.item() : Map.of();
      // The service charges for the item it looked at, but does not say how much.
      meter.wrote(ItemSize.writeUnits(ItemSize.of(item)));
      return failed(item);
    } catch (DynamoDbException e) {
      if (isTooLarge(e)) {
        return new ConditionalWrite(Outcome.TOO_LARGE, Map.of());
      }
      throw e;
    }
  }

  /** Of an item, or of the text of its update; the service has one code for all that is invalid. */
  private static boolean isTooLarge(DynamoDbException e) {
    return isInvalid(e)
        && e.awsErrorDetails().errorMessage().contains("exceeded the maximum allowed size");
  }

  /** Whether the service calls the request invalid. */
  static boolean isInvalid(DynamoDbException e) {
    return e.awsErrorDetails() != null
        && "ValidationException".equals(e.awsErrorDetails().errorCode());
  }
}
