package dev.rollbook.aws;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The values of a table's attributes. */
final class Values {

  private Values() {}

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue time(Instant value) {
    return AttributeValue.fromS(value.toString());
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue flag(boolean value) {
    return AttributeValue.fromBool(value);
  }

  /** A set, which must not be empty. */
  static AttributeValue texts(Collection<String> values) {
    return AttributeValue.builder().ss(values).build();
  }

  /** The text of an attribute, empty if the item lacks it. */
  static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? "" : value.s();
  }

  /** The number of an attribute that the item has. */
  static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(item.get(name).n());
  }
}
