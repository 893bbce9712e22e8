package dev.rollbook.testkit;

import dev.rollbook.directory.Page;
import java.util.List;
import java.util.function.Function;

/** Cuts a page out of a whole list. */
final class Pages {

  private Pages() {}

  /**
   * A page.
   *
   * @param all the whole list
   * @param key tells an item from the others
   * @param list what tells the list from all others
   */
  static <T> Page<T> cut(
      List<T> all, Function<T, String> key, List<String> list, int limit, String cursor) {
    int from = 0;
    if (!cursor.isEmpty()) {
      String after = ListCursor.parse(cursor, list).after();
      while (from < all.size() && !key.apply(all.get(from)).equals(after)) {
        from++;
      }
      from++;
    }
    int first = Math.min(from, all.size());
    List<T> items = all.subList(first, Math.min(first + limit, all.size()));
    boolean last = first + items.size() == all.size();
    return new Page<>(
        items, last ? "" : new ListCursor(list, key.apply(items.get(items.size() - 1))).text());
  }
}
