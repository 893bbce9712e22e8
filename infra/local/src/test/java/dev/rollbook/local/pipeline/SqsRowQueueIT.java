package dev.rollbook.local.pipeline;

import dev.rollbook.aws.SqsRowQueue;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.RowQueue;
import dev.rollbook.testkit.RowQueueContract;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Row batches in a standard queue of the run's backend. */
@ExtendWith(InPipeline.class)
class SqsRowQueueIT extends RowQueueContract {

  private final NewQueue queue;

  SqsRowQueueIT(Pipeline pipeline) {
    this.queue = NewQueue.standard(pipeline.sqs());
  }

  @Override
  protected RowQueue queue() {
    return new SqsRowQueue(queue.sqs(), queue.url());
  }

  @Override
  protected List<RowBatch> received() {
    return queue.received(RowBatch.class);
  }
}
