package dev.rollbook.reader;

/**
 * The usernames that rows name as supervisors, and which of them are the roster's own (SPEC U7), by
 * 63 bits of each: eight bytes a name whatever its length. Two of three million names share theirs
 * with a chance of one in two million.
 *
 * <p>First all are named, then the roster's own are marked, then it is asked. Each name lies at a
 * random place of a table that is larger than the processor's cache, so names are looked up some
 * hundred at once: the processor then waits for many places at a time. Not thread-safe.
 */
final class OwnSupervisors {

  /** Stands for no name. */
  static final long NOBODY = 0;

  private static final int AT_ONCE = 256;
  private static final long OWN = 1;

  private long[] slots = new long[1 << 10];
  private int size;
  private final long[] waiting = new long[AT_ONCE];
  private int waitingCount;
  private boolean marking;

  /** The bits of a name; {@link #NOBODY} for an empty one. */
  static long bits(String name) {
    if (name.isEmpty()) {
      return NOBODY;
    }
    ContentHash hash = new ContentHash();
    hash.add(name);
    long bits = hash.value() & ~OWN;
    return bits == NOBODY ? 2 : bits;
  }

  /** Adds the name of a supervisor, unless it is empty; gives its bits. */
  long name(String name) {
    long bits = bits(name);
    if (bits != NOBODY) {
      await(bits);
    }
    return bits;
  }

  /** Marks a name as the roster's own, if a row names it. */
  void mark(long bits) {
    if (!marking) {
      settle();
      marking = true;
    }
    await(bits);
  }

  /** Whether a name is a supervisor's and the roster's own. */
  boolean isOwn(long bits) {
    if (waitingCount > 0) {
      settle();
    }
    return bits != NOBODY && slots[slot(bits)] == (bits | OWN);
  }

  /** Whether no row names a supervisor. */
  boolean isEmpty() {
    return size == 0 && waitingCount == 0;
  }

  private void await(long bits) {
    waiting[waitingCount++] = bits;
    if (waitingCount == AT_ONCE) {
      settle();
    }
  }

  private void settle() {
    for (int i = 0; i < waitingCount; i++) {
      long bits = waiting[i];
      int slot = slot(bits);
      if (marking) {
        slots[slot] |= slots[slot] == NOBODY ? NOBODY : OWN;
      } else if (slots[slot] == NOBODY) {
        slots[slot] = bits;
        size++;
      }
    }
    waitingCount = 0;
    while (size > slots.length / 2) {
      grow();
    }
  }

  /** Where a name lies, or would. */
  private int slot(long bits) {
    int slot = (int) (bits >>> 1) & (slots.length - 1);
    while (slots[slot] != NOBODY && (slots[slot] & ~OWN) != bits) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[2 * before.length];
    for (long bits : before) {
      if (bits != NOBODY) {
        slots[slot(bits)] = bits;
      }
    }
  }
}
