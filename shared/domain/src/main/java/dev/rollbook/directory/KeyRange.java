package dev.rollbook.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A part of a key shard, in {@link KeyShard#ORDER}. The ranges of a roster's batches cover the
 * whole key space without overlap, so that what lies between two listed users belongs to one batch.
 *
 * @param shard from 0 to {@link KeyShard#COUNT} less one; negative for none
 * @param from the first username in it; empty for the shard's beginning
 * @param to the first username behind it; empty for the shard's end
 */
public record KeyRange(int shard, String from, String to) {

  /** No part of any shard. */
  public static final KeyRange NONE = new KeyRange(-1, "", "");

  /** A whole shard. */
  public static KeyRange of(int shard) {
    return new KeyRange(shard, "", "");
  }

  /** Whether it is no part of any shard. */
  @JsonIgnore
  public boolean isNone() {
    return shard < 0;
  }

  /** Whether a username lies in it. */
  public boolean contains(String username) {
    return KeyShard.of(username) == shard
        && KeyShard.ORDER.compare(from, username) <= 0
        && (to.isEmpty() || KeyShard.ORDER.compare(username, to) < 0);
  }
}
