package dev.rollbook.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of items by the rules that DynamoDB publishes: names and texts by their UTF-8 bytes, a
 * number by half a byte a digit and one more, a truth value by one, a set by its texts. A write
 * costs a unit for each kilobyte begun.
 */
final class ItemSize {

  private static final int UNIT_BYTES = 1_024;

  private ItemSize() {}

  /** Write units of an item. */
  static double writeUnits(Map<String, AttributeValue> item) {
    return Math.max(1, (bytes(item) + UNIT_BYTES - 1) / UNIT_BYTES);
  }

  /** Bytes of an item. */
  static int bytes(Map<String, AttributeValue> item) {
    int bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      bytes += utf8(attribute.getKey()) + bytes(attribute.getValue());
    }
    return bytes;
  }

  private static int bytes(AttributeValue value) {
    if (value.s() != null) {
      return utf8(value.s());
    }
    if (value.n() != null) {
      return (value.n().length() + 1) / 2 + 1;
    }
    return value.hasSs() ? value.ss().stream().mapToInt(ItemSize::utf8).sum() : 1;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
