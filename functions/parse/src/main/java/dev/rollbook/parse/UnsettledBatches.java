package dev.rollbook.parse;

import dev.rollbook.imports.Command;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.RowQueue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The batches of an import that are not settled: only those are sent, and sent again. */
final class UnsettledBatches {

  private final Journal journal;
  private final RowQueue rowQueue;
  private final Commands commands;

  UnsettledBatches(Journal journal, RowQueue rowQueue, Commands commands) {
    this.journal = journal;
    this.rowQueue = rowQueue;
    this.commands = commands;
  }

  /** Their numbers. Where there are none, finalize is called: an earlier call may be lost. */
  Set<Integer> numbers(Import running) {
    Set<Integer> settled = journal.progress().settled(running.importId()).batches();
    Set<Integer> numbers = new TreeSet<>();
    for (int number = 0; number < running.workload().batches(); number++) {
      if (!settled.contains(number)) {
        numbers.add(number);
      }
    }
    if (numbers.isEmpty()) {
      commands.send(Command.of(Command.Action.FINISH, running.tenant(), running.importId()));
    }
    return numbers;
  }

  /**
   * Sends some batches without their rows, which a stored plan has or which are given up.
   *
   * @param giveUp whether their rows are to be settled as failed
   */
  void sendWithoutRows(Import running, Set<Integer> numbers, boolean giveUp) {
    rowQueue.send(numbers.stream().map(number -> withoutRows(running, number, giveUp)).toList());
  }

  private static RowBatch withoutRows(Import running, int number, boolean giveUp) {
    int batches = running.workload().batches();
    return RowBatch.ofRows(running.tenant(), running.importId(), number, batches, List.of())
        .with()
        .giveUp(giveUp)
        .build();
  }
}
