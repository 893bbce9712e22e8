package dev.rollbook.imports;

import java.util.List;

/** The queue between parse and reconcile. */
public interface RowQueue {

  /** Puts batches on the queue, every one of them or an exception is thrown. */
  void send(List<RowBatch> batches);
}
