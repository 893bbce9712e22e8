package dev.rollbook.testkit;

import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.RowQueue;
import java.util.ArrayList;
import java.util.List;

/** A queue in memory that keeps what was sent, in order. */
public final class InMemoryRowQueue implements RowQueue {

  private final List<RowBatch> sent = new ArrayList<>();

  @Override
  public synchronized void send(List<RowBatch> batches) {
    sent.addAll(batches);
  }

  /** What was sent and not taken yet. */
  public synchronized List<RowBatch> sent() {
    return List.copyOf(sent);
  }

  /** Takes what was sent, as a consumer does. */
  public synchronized List<RowBatch> take() {
    List<RowBatch> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }
}
