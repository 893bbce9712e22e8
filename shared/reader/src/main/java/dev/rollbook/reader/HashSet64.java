package dev.rollbook.reader;

import java.util.Arrays;

/**
 * A set of texts by 64 bits of each, eight bytes a text whatever its length. Two of three million
 * texts share theirs with a chance of one in four million.
 */
final class HashSet64 {

  private static final long EMPTY = 0;

  private long[] slots = new long[1 << 10];
  private int size;

  /** The bits of a text. */
  static long bits(String text) {
    ContentHash hash = new ContentHash();
    hash.add(text);
    long value = hash.value();
    return value == EMPTY ? 1 : value;
  }

  void add(long bits) {
    int slot = slot(bits);
    if (slots[slot] == EMPTY) {
      slots[slot] = bits;
      size++;
      if (size > slots.length / 2) {
        grow();
      }
    }
  }

  boolean contains(long bits) {
    return slots[slot(bits)] == bits;
  }

  boolean isEmpty() {
    return size == 0;
  }

  private int slot(long bits) {
    int slot = (int) bits & (slots.length - 1);
    while (slots[slot] != EMPTY && slots[slot] != bits) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[2 * before.length];
    Arrays.stream(before).filter(bits -> bits != EMPTY).forEach(bits -> slots[slot(bits)] = bits);
  }
}
