package dev.rollbook.aws;

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

  static Key of(Map<String, AttributeValue> item) {
    return new Key(Values.text(item, PK), Values.text(item, SK));
  }

  Map<String, AttributeValue> item() {
    return Map.of(PK, Values.text(pk), SK, Values.text(sk));
  }
}
