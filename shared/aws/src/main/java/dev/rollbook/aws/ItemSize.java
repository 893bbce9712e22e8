package dev.rollbook.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item and the write units that go with it, by DynamoDB's published rules: a name
 * and a text count their bytes in UTF-8, a number a byte for two digits and one more, a boolean or
 * null one byte, binary its bytes, a set its members, a list or map three bytes, its content and a
 * byte for each member. The service takes 400 KB, and a unit for each KB begun.
 */
final class ItemSize {

  private static final int BYTES_PER_UNIT = 1_024;
  private static final int COLLECTION = 3;

  private ItemSize() {}

  /** Bytes of an item, or of some of its attributes. */
  static int of(Map<String, AttributeValue> attributes) {
    return attributes.entrySet().stream()
        .mapToInt(attribute -> text(attribute.getKey()) + of(attribute.getValue()))
        .sum();
  }

  /** Bytes of a value. */
  static int of(AttributeValue value) {
    return switch (value.type()) {
      case S -> text(value.s());
      case N -> number(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case SS -> value.ss().stream().mapToInt(ItemSize::text).sum();
      case NS -> value.ns().stream().mapToInt(ItemSize::number).sum();
      case BS -> value.bs().stream().mapToInt(bytes -> bytes.asByteArrayUnsafe().length).sum();
      case L -> COLLECTION + value.l().stream().mapToInt(member -> 1 + of(member)).sum();
      case M -> COLLECTION + value.m().size() + of(value.m());
      case BOOL, NUL -> 1;
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("no rule for a value of this type: " + value.type());
    };
  }

  /** Write units of a write that leaves an item of so many bytes, or found one. */
  static int writeUnits(int bytes) {
    return Math.max(1, (bytes + BYTES_PER_UNIT - 1) / BYTES_PER_UNIT);
  }

  static int text(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int number(String digits) {
    long significant = digits.chars().filter(Character::isDigit).count();
    int sign = digits.startsWith("-") ? 1 : 0;
    return (int) (significant + 1) / 2 + 1 + sign;
  }
}
