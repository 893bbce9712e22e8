package dev.rollbook;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON of everything that is stored, sent or answered: ISO 8601 times, fields it does not know
 * ignored, collections that are absent or null empty.
 */
public final class Json {

  /** The one mapper; thread-safe, not to be configured further. */
  public static final JsonMapper MAPPER = mapper();

  private Json() {}

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    // What was stored before a record got a collection, or left an empty one out, can be read.
    for (Class<?> collection : List.of(List.class, Set.class, Map.class)) {
      builder.withConfigOverride(
          collection,
          override -> override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
    }
    return builder.build();
  }

  /** A value as JSON text. */
  public static String text(Object value) {
    // In less time than writing characters takes.
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** A value as JSON in UTF-8. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own type has no JSON: " + value.getClass(), e);
    }
  }

  /**
   * A value from JSON text.
   *
   * @throws MalformedJsonException if the text is not JSON of that type
   */
  public static <T> T parse(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(type, e);
    }
  }

  /**
   * A value from JSON in UTF-8.
   *
   * @throws MalformedJsonException if the bytes are not JSON of that type
   */
  public static <T> T parse(byte[] bytes, Class<T> type) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw new MalformedJsonException(type, e);
    }
  }

  /**
   * Some text is not the JSON it should be. Its message never repeats the text, which may hold a
   * password.
   */
  public static final class MalformedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MalformedJsonException(Class<?> type, IOException cause) {
      super("not the JSON of a " + type.getSimpleName() + ": " + cause.getClass().getSimpleName());
    }
  }
}
