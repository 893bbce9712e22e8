package dev.rollbook.testkit;

import dev.rollbook.imports.Ticket;
import dev.rollbook.imports.Turns;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Turns in memory: the head of a tenant's queue holds the turn. */
public final class InMemoryTurns implements Turns {

  private final Map<String, Deque<Ticket>> tenants = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<String, String> heldPlans = new HashMap<>();

  @Override
  public synchronized OptionalLong take(String tenant, Ticket ticket) {
    Deque<Ticket> queue = queue(tenant);
    if (!queue.contains(ticket)) {
      queue.add(ticket);
      if (queue.size() == 1) {
        next(tenant);
      }
    }
    return number(tenant, ticket);
  }

  @Override
  public synchronized OptionalLong tryTake(String tenant, Ticket ticket) {
    return queue(tenant).isEmpty() ? take(tenant, ticket) : number(tenant, ticket);
  }

  private OptionalLong number(String tenant, Ticket ticket) {
    return ticket.equals(queue(tenant).peek())
        ? OptionalLong.of(numbers.get(tenant))
        : OptionalLong.empty();
  }

  @Override
  public synchronized Optional<Ticket> pass(String tenant, Ticket ticket) {
    boolean held = ticket.equals(queue(tenant).peek());
    queue(tenant).remove(ticket);
    Optional<Ticket> holder = holder(tenant);
    if (held && holder.isPresent()) {
      next(tenant);
    }
    return holder;
  }

  /** Another one holds the turn now. */
  private void next(String tenant) {
    numbers.merge(tenant, STEP, Long::sum);
  }

  @Override
  public synchronized Optional<Ticket> holder(String tenant) {
    return Optional.ofNullable(queue(tenant).peek());
  }

  @Override
  public synchronized Optional<String> heldPlan(String tenant) {
    return Optional.ofNullable(heldPlans.get(tenant));
  }

  @Override
  public synchronized void putHeldPlan(String tenant, Optional<String> importId) {
    importId.ifPresentOrElse(id -> heldPlans.put(tenant, id), () -> heldPlans.remove(tenant));
  }

  private Deque<Ticket> queue(String tenant) {
    return tenants.computeIfAbsent(tenant, name -> new ArrayDeque<>());
  }
}
