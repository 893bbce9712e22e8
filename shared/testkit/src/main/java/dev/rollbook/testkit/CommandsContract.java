package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link Commands} keep. */
public abstract class CommandsContract {

  /** Control queues, nothing on them. */
  protected abstract Commands commands();

  /** Takes everything from parse's queue that gets there in the next moments. */
  protected abstract List<Command> receivedByParse();

  /** Takes everything from finalize's queue that gets there in the next moments. */
  protected abstract List<Command> receivedByFinalize();

  @Test
  void shouldSendEachCommandToWhoCarriesItOut() {
    List<Command> all =
        Stream.of(Command.Action.values()).map(action -> new Command(action, "t1", "I1")).toList();

    all.forEach(commands()::send);

    Command finish = new Command(Command.Action.FINISH, "t1", "I1");
    assertThat(receivedByFinalize()).containsExactly(finish);
    assertThat(receivedByParse())
        .containsExactlyInAnyOrderElementsOf(
            all.stream().filter(command -> !command.equals(finish)).toList());
  }
}
