package dev.rollbook.directory;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items in the list's order
 * @param cursor where the next part begins, empty behind the last one; opaque to callers
 */
public record Page<T>(List<T> items, String cursor) {

  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }
}
