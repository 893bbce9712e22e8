package dev.rollbook.testkit;

import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.RowQueue;
import java.util.List;

class InMemoryRowQueueTest extends RowQueueContract {

  private final InMemoryRowQueue queue = new InMemoryRowQueue();

  @Override
  protected RowQueue queue() {
    return queue;
  }

  @Override
  protected List<RowBatch> received() {
    return queue.take();
  }
}
