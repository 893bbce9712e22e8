package dev.rollbook.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The primary key of an item; both tables name its parts alike.
 *
 * @param pk of the partition
 * @param sk of the item in it
 */
record Key(String pk, String sk) {

  static final String PK = "pk";
  static final String SK = "sk";

  /** Bytes of a sort key in UTF-8, as the service takes them. */
  private static final int MOST_BYTES = 1_024;

  /** Whether there can be an item of that key; the service fails a call with any other. */
  boolean isPossible() {
    int bytes = sk.getBytes(StandardCharsets.UTF_8).length;
    return bytes > 0 && bytes <= MOST_BYTES;
  }

  static Key of(Map<String, AttributeValue> item) {
    return new Key(Values.text(item, PK), Values.text(item, SK));
  }

  Map<String, AttributeValue> item() {
    return Map.of(PK, Values.text(pk), SK, Values.text(sk));
  }
}
