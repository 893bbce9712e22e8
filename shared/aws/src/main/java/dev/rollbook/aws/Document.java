package dev.rollbook.aws;

import dev.rollbook.Json;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items that hold a record whole, as JSON, because it is only ever written whole. */
final class Document {

  static final String DOC = "doc";

  private Document() {}

  /** A new item, which may be added to. */
  static Map<String, AttributeValue> item(Key key, Object value) {
    Map<String, AttributeValue> item = new HashMap<>(key.item());
    item.put(DOC, Values.text(Json.text(value)));
    return item;
  }

  static <T> T read(Map<String, AttributeValue> item, Class<T> type) {
    return Json.parse(Values.text(item, DOC), type);
  }
}
