package dev.rollbook.reader;

import java.util.Arrays;

/**
 * Sorts the addresses of records by username and row. Most pairs are told apart by eight bytes of
 * their usernames behind what all have in common, which lie side by side; only for the others the
 * records themselves are looked at, each a jump through memory.
 */
final class RecordSort {

  /** Finds a record. */
  @FunctionalInterface
  interface Records {
    void view(int address, RecordView view);
  }

  private final int[] addresses;
  private final int count;
  private final Records records;
  private final long[] keys;
  private final RecordView a = new RecordView();
  private final RecordView b = new RecordView();

  /** Sorts the first of some addresses in place. */
  RecordSort(int[] addresses, int count, Records records) {
    this.addresses = addresses;
    this.count = count;
    this.records = records;
    this.keys = new long[count];
  }

  void sort() {
    int common = common();
    for (int i = 0; i < count; i++) {
      records.view(addresses[i], a);
      keys[i] = a.keyBytes(common);
    }
    sort(keys.clone(), keys, Arrays.copyOf(addresses, count), addresses, 0, count);
  }

  /** Bytes with which every username begins. */
  private int common() {
    byte[] first = {};
    int common = 0;
    for (int i = 0; i < count; i++) {
      records.view(addresses[i], a);
      if (i == 0) {
        first = a.copyKey();
        common = first.length;
      } else {
        common = a.commonWith(first, common);
      }
    }
    return common;
  }

  /** Sorts what lies in both pairs of arrays alike into the second of each. */
  private void sort(long[] fromKeys, long[] intoKeys, int[] from, int[] into, int start, int end) {
    if (end - start < 2) {
      return;
    }
    int middle = (start + end) >>> 1;
    sort(intoKeys, fromKeys, into, from, start, middle);
    sort(intoKeys, fromKeys, into, from, middle, end);
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = right >= end || (left < middle && isInOrder(fromKeys, from, left, right));
      int taken = takeLeft ? left++ : right++;
      intoKeys[i] = fromKeys[taken];
      into[i] = from[taken];
    }
  }

  private boolean isInOrder(long[] fromKeys, int[] from, int left, int right) {
    int order = Long.compareUnsigned(fromKeys[left], fromKeys[right]);
    if (order == 0) {
      records.view(from[left], a);
      records.view(from[right], b);
      order = a.compareTo(b);
    }
    return order <= 0;
  }
}
