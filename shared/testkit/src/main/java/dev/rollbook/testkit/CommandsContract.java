package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link Commands} keep. */
public abstract class CommandsContract {

  /** What finalize carries out; parse carries out the rest. */
  protected static final Set<Command.Action> OF_FINALIZE =
      Set.of(
          Command.Action.FINISH,
          Command.Action.DEACTIVATE,
          Command.Action.APPROVE,
          Command.Action.DEACTIVATE_APPROVED,
          Command.Action.LEAVE,
          Command.Action.LEAVE_SHARD,
          Command.Action.CHANGE);

  /** Control queues, nothing on them. */
  protected abstract Commands commands();

  /** Takes everything from parse's queue that gets there in the next moments. */
  protected abstract List<Command> receivedByParse();

  /** Takes everything from finalize's queue that gets there in the next moments. */
  protected abstract List<Command> receivedByFinalize();

  @Test
  void shouldSendEachCommandToWhoCarriesItOut() {
    List<Command> all =
        Stream.of(Command.Action.values())
            .map(action -> new Command(action, "t1", "I1", 15, 100))
            .toList();

    all.forEach(commands()::send);

    assertThat(receivedByFinalize())
        .containsExactlyInAnyOrderElementsOf(
            all.stream().filter(command -> OF_FINALIZE.contains(command.action())).toList());
    assertThat(receivedByParse())
        .containsExactlyInAnyOrderElementsOf(
            all.stream().filter(command -> !OF_FINALIZE.contains(command.action())).toList());
  }
}
