package dev.rollbook.roster;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.rollbook.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * The values of a row as the JSON object that its message holds. It goes into the message as it is,
 * and is taken apart only where somebody asks for a value: most rows of a roster pass from the file
 * to the queue unasked. Immutable.
 */
public final class JsonValues extends AbstractMap<String, String> implements JsonSerializable {

  private final byte[] json;
  private Map<String, String> values = Map.of();

  /**
   * The values that an object has.
   *
   * @param json an object of strings in UTF-8, in which no name comes twice; not to be changed any
   *     more
   */
  public JsonValues(byte[] json) {
    this.json = json;
  }

  /**
   * A text as it stands between the quotes of a JSON string, in UTF-8.
   *
   * @throws IllegalArgumentException if it holds half a surrogate pair
   */
  public static byte[] escaped(String text) {
    return isPlain(text)
        ? text.getBytes(StandardCharsets.UTF_8)
        : JsonStringEncoder.getInstance().quoteAsUTF8(text);
  }

  /** Whether a text stands in a JSON string as it is, as nearly all do. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("unchecked") // the object has strings alone
  private Map<String, String> parsed() {
    if (values.isEmpty()) {
      values = Collections.unmodifiableMap(Json.parse(json, Map.class));
    }
    return values;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return parsed().entrySet();
  }

  @Override
  public String get(Object name) {
    return parsed().get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    return parsed().containsKey(name);
  }

  @Override
  public void serialize(JsonGenerator to, SerializerProvider serializers) throws IOException {
    to.writeRawValue(new WrittenJson(json));
  }

  @Override
  public void serializeWithType(
      JsonGenerator to, SerializerProvider serializers, TypeSerializer types) throws IOException {
    serialize(to, serializers); // it is a map of texts, whatever it is declared as
  }
}
