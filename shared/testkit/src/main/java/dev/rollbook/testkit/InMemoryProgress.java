package dev.rollbook.testkit;

import dev.rollbook.imports.Progress;
import dev.rollbook.imports.Tally;
import java.util.HashMap;
import java.util.Map;

/** Progress in memory. */
public final class InMemoryProgress implements Progress {

  private final Map<String, Map<Integer, Tally>> imports = new HashMap<>();

  @Override
  public synchronized boolean settle(String importId, int batch, int batches, Tally tally) {
    if (batch < 0 || batch >= batches) {
      throw new IllegalArgumentException("batch %d of %d".formatted(batch, batches));
    }
    Map<Integer, Tally> settled = imports.computeIfAbsent(importId, id -> new HashMap<>());
    settled.putIfAbsent(batch, tally);
    return settled.size() == batches;
  }

  @Override
  public synchronized Settled settled(String importId) {
    Map<Integer, Tally> settled = imports.getOrDefault(importId, Map.of());
    return new Settled(settled.keySet(), settled.values().stream().reduce(Tally.NONE, Tally::plus));
  }
}
