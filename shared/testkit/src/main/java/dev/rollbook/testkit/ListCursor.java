package dev.rollbook.testkit;

import dev.rollbook.Json;
import dev.rollbook.Json.MalformedJsonException;
import java.util.Base64;
import java.util.List;

/**
 * A cursor of a fake's list.
 *
 * @param list what tells the list from all others, the tenant first
 * @param after the last item of the page before
 */
record ListCursor(List<String> list, String after) {

  String text() {
    return Base64.getUrlEncoder().encodeToString(Json.bytes(this));
  }

  static ListCursor parse(String text, List<String> list) {
    try {
      ListCursor cursor = Json.parse(Base64.getUrlDecoder().decode(text), ListCursor.class);
      if (list.equals(cursor.list())) {
        return cursor;
      }
    } catch (MalformedJsonException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not a cursor: " + text, e);
    }
    throw new IllegalArgumentException("a cursor of another list: " + text);
  }
}
