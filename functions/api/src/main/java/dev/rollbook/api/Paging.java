package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.directory.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The part of a list that a request asks for, or as much of it as fits into an answer; its cursor
 * goes on behind the last item given.
 */
final class Paging {

  /** Lambda answers with 6 MB at most; what the list adds to its items is small. */
  private static final int MAX_BYTES = 4_000_000;

  private Paging() {}

  /** Gives a part of a list. */
  @FunctionalInterface
  interface Lister<T> {
    Page<T> page(int limit, String cursor);
  }

  /** A part of a list that the store pages. */
  static <T> Page<JsonNode> page(Request request, Lister<T> list, Function<T, JsonNode> view) {
    return pageOf(request, list, items -> items.stream().map(view).toList());
  }

  /**
   * The same where something has to be read to show the items.
   *
   * @param show gives the items of a part as they are shown
   */
  static <T> Page<JsonNode> pageOf(
      Request request, Lister<T> list, Function<List<T>, List<JsonNode>> show) {
    int limit = request.limit();
    while (true) {
      Page<T> page = page(request, list, limit);
      List<JsonNode> views = show.apply(page.items());
      int fitting = fitting(views);
      if (fitting == views.size()) {
        return new Page<>(views, page.cursor());
      }
      limit = fitting; // asked for anew, since only the store knows the cursor behind an item
    }
  }

  private static <T> Page<T> page(Request request, Lister<T> list, int limit) {
    String cursor = request.parameter("cursor");
    try {
      return list.page(limit, cursor);
    } catch (IllegalArgumentException e) {
      if (cursor.isEmpty()) {
        throw e;
      }
      throw foreignCursor();
    }
  }

  /**
   * A part of a list that the store gives whole: all of it, unless it does not fit.
   *
   * @param key tells an item from the others, and orders them
   */
  static <T> Page<JsonNode> all(
      Request request, List<T> list, Function<T, String> key, Function<T, JsonNode> view) {
    String after = decoded(request.parameter("cursor"));
    List<T> rest =
        list.stream()
            .filter(item -> key.apply(item).compareTo(after) > 0)
            .sorted(Comparator.comparing(key))
            .toList();
    List<JsonNode> views = rest.stream().map(view).toList();
    int fitting = fitting(views);
    return new Page<>(
        views.subList(0, fitting),
        fitting == views.size() ? "" : encoded(key.apply(rest.get(fitting - 1))));
  }

  /** How many of the first items fit; one always does, since the store's items are that small. */
  private static int fitting(List<JsonNode> views) {
    long bytes = 0;
    for (int i = 0; i < views.size(); i++) {
      // As Lambda sends it: as a text within JSON, its quotes escaped.
      bytes += Json.bytes(Json.text(views.get(i))).length;
      if (bytes > MAX_BYTES) {
        return Math.max(i, 1);
      }
    }
    return views.size();
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  /** Only what {@link #encoded} could have given. */
  private static String decoded(String cursor) {
    try {
      String key = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (encoded(key).equals(cursor)) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw foreignCursor();
    }
    throw foreignCursor();
  }

  private static Problem foreignCursor() {
    return Problem.invalid("cursor is none of this list; take the one of the part before");
  }
}
