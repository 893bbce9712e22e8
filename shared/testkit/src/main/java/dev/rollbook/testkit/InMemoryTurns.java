package dev.rollbook.testkit;

import dev.rollbook.imports.Turns;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Turns in memory: the head of a tenant's queue holds the turn. */
public final class InMemoryTurns implements Turns {

  private final Map<String, Deque<String>> tenants = new HashMap<>();

  @Override
  public synchronized boolean take(String tenant, String importId) {
    Deque<String> queue = queue(tenant);
    if (!queue.contains(importId)) {
      queue.add(importId);
    }
    return importId.equals(queue.peek());
  }

  @Override
  public synchronized Optional<String> pass(String tenant, String importId) {
    queue(tenant).remove(importId);
    return holder(tenant);
  }

  @Override
  public synchronized Optional<String> holder(String tenant) {
    return Optional.ofNullable(queue(tenant).peek());
  }

  private Deque<String> queue(String tenant) {
    return tenants.computeIfAbsent(tenant, name -> new ArrayDeque<>());
  }
}
