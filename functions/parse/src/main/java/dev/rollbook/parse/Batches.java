package dev.rollbook.parse;

import dev.rollbook.imports.RowBatch;
import dev.rollbook.roster.RosterRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Cuts the rows of a roster into numbered batches, the same ones each time. Not thread-safe. */
final class Batches {

  /** Names and punctuation of a row's JSON, findings left out. */
  private static final int ROW_OVERHEAD = 100;

  /** Quotes, colon and comma around a value and its name. */
  private static final int VALUE_OVERHEAD = 8;

  private final BiConsumer<Integer, List<RosterRow>> consumer;
  private List<RosterRow> rows = new ArrayList<>();
  private int bytes;
  private int count;

  /** Hands each full batch with its number to a consumer. */
  Batches(BiConsumer<Integer, List<RosterRow>> consumer) {
    this.consumer = consumer;
  }

  /** Takes the next row; always wants more. */
  boolean take(RosterRow row) {
    int size = size(row);
    if (!rows.isEmpty()
        && (rows.size() == RowBatch.MAX_ROWS || bytes + size > RowBatch.MAX_BYTES)) {
      finish();
    }
    rows.add(row);
    bytes += size;
    return true;
  }

  /** Hands on what is left; to be called behind the last row. */
  void finish() {
    if (!rows.isEmpty()) {
      consumer.accept(count, rows);
      count++;
      rows = new ArrayList<>();
      bytes = 0;
    }
  }

  /** How many batches there were. */
  int count() {
    return count;
  }

  private static int size(RosterRow row) {
    int size = ROW_OVERHEAD + utf8(row.username());
    for (Map.Entry<String, String> value : row.values().entrySet()) {
      size += VALUE_OVERHEAD + utf8(value.getKey()) + utf8(value.getValue());
    }
    return size + row.findings().size() * ROW_OVERHEAD;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
