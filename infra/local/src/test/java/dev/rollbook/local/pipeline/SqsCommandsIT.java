package dev.rollbook.local.pipeline;

import dev.rollbook.aws.SqsCommands;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.testkit.CommandsContract;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands in two standard queues of the run's backend. */
@ExtendWith(InPipeline.class)
class SqsCommandsIT extends CommandsContract {

  private final NewQueue parse;
  private final NewQueue finish;

  SqsCommandsIT(Pipeline pipeline) {
    this.parse = NewQueue.standard(pipeline.sqs());
    this.finish = NewQueue.standard(pipeline.sqs());
  }

  @Override
  protected Commands commands() {
    return new SqsCommands(parse.sqs(), parse.url(), finish.url());
  }

  @Override
  protected List<Command> receivedByParse() {
    return parse.received(Command.class);
  }

  @Override
  protected List<Command> receivedByFinalize() {
    return finish.received(Command.class);
  }
}
