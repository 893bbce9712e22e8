package dev.rollbook.testkit;

import dev.rollbook.imports.ObjectWriter;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes ports fail at one chosen call. Calls to all ports together are counted from 1; a default
 * method counts as the calls it makes. An object that a store's writer makes counts as two calls:
 * that for the writer, and the writer's {@code complete}.
 */
public final class Faults {

  private static final Set<String> READS =
      Set.of(
          "all",
          "deliveries",
          "delivery",
          "existing",
          "find",
          "findVersion",
          "get",
          "history",
          "holder",
          "heldPlan",
          "inRange",
          "keyHashes",
          "named",
          "open",
          "page",
          "passwordHash",
          "properties",
          "settings",
          "settled",
          "writer");

  private final List<Call> calls = new ArrayList<>();
  private Plan plan = Plan.NONE;
  private volatile Supplier<Optional<Fault>> chance = Optional::empty;
  private boolean dead;

  /** When a call goes wrong. */
  public enum Moment {
    /** Nothing of it is done. */
    BEFORE,
    /** The first half of its list is done; for calls that have one. */
    HALFWAY,
    /** All of it is done, but the caller does not learn so. */
    AFTER
  }

  /** How a call goes wrong. */
  public enum Kind {
    /** The process that calls is killed there: no call of it gets through any more. */
    KILL,
    /** The store does not answer; the caller lives on. */
    NO_ANSWER
  }

  /**
   * A call that was made.
   *
   * @param port the port's simple name
   * @param method what was called
   * @param divisible whether it can be done by half
   */
  public record Call(String port, String method, boolean divisible) {}

  /** Which call goes wrong how: that of a number, or, if that is 0, the next one of a method. */
  private record Plan(int call, String method, Moment moment, Kind kind) {
    static final Plan NONE = new Plan(0, "", Moment.BEFORE, Kind.KILL);

    boolean means(int number, Call made) {
      return call == number || method.equals(made.method());
    }
  }

  /** How a call goes wrong, and when. */
  public record Fault(Moment moment, Kind kind) {}

  /** The calling process was killed. An error, so that nothing lives on by catching exceptions. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    private Killed(Call call) {
      super("killed at " + call, null, false, false);
    }
  }

  /** A store did not answer. */
  public static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NoAnswer(Call call) {
      super("no answer from " + call, null, false, false);
    }
  }

  /** Lets a call go wrong, counted from the first one ever; forgets an earlier plan. */
  public synchronized void plan(int call, Moment moment, Kind kind) {
    plan = new Plan(call, "", moment, kind);
  }

  /** Lets the next call of a method go wrong; forgets an earlier plan. */
  public synchronized void planNext(String method, Moment moment, Kind kind) {
    plan = new Plan(0, method, moment, kind);
  }

  /**
   * Lets calls go wrong by chance, where none is planned to.
   *
   * @param asked before each call, for what is to go wrong with it
   */
  public void byChance(Supplier<Optional<Fault>> asked) {
    chance = asked;
  }

  /** The calls that were made, in order. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The calls that could have changed something. */
  public synchronized List<Call> writes() {
    return calls.stream().filter(call -> !READS.contains(call.method())).toList();
  }

  /** Begins a new process after one was killed. */
  public synchronized void revive() {
    dead = false;
  }

  /** The port, with the faults that are planned. */
  public <T> T on(Class<T> port, T real) {
    InvocationHandler handler = (proxy, method, args) -> call(port, real, proxy, method, args);
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private Object call(Class<?> port, Object real, Object proxy, Method method, Object[] args)
      throws Throwable {
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, args);
    }
    if (method.getDeclaringClass() == Object.class) {
      return invoke(real, method, args);
    }
    Call call = new Call(port.getSimpleName(), method.getName(), list(args) >= 0);
    Optional<Plan> planned = begin(call);
    if (planned.isEmpty()) {
      Object result = invoke(real, method, args);
      return result instanceof ObjectWriter writer ? new FaultyWriter(writer) : result;
    }
    Plan fault = planned.get();
    if (fault.moment() == Moment.HALFWAY && call.divisible()) {
      invoke(real, method, half(args));
    } else if (fault.moment() == Moment.AFTER) {
      invoke(real, method, args);
    }
    throw fail(fault, call);
  }

  /** Counts a call; gives what is to go wrong with it. */
  private Optional<Plan> begin(Call call) {
    requireAlive(call);
    return begin(call, chance.get());
  }

  private synchronized Optional<Plan> begin(Call call, Optional<Fault> byChance) {
    if (dead) {
      throw new Killed(call);
    }
    calls.add(call);
    Optional<Plan> fault =
        plan.means(calls.size(), call)
            ? Optional.of(plan)
            : byChance.map(by -> new Plan(calls.size(), "", by.moment(), by.kind()));
    if (fault.equals(Optional.of(plan))) {
      plan = Plan.NONE;
    }
    dead = fault.filter(by -> by.kind() == Kind.KILL).isPresent();
    return fault;
  }

  /** Gives the exception where the caller lives on. */
  private static NoAnswer fail(Plan fault, Call call) {
    if (fault.kind() == Kind.KILL) {
      throw new Killed(call);
    }
    return new NoAnswer(call);
  }

  private synchronized void requireAlive(Call call) {
    if (dead) {
      throw new Killed(call);
    }
  }

  /** A writer whose process may be killed, and whose object may not become complete. */
  private final class FaultyWriter extends ObjectWriter {
    private static final Call COMPLETE = new Call("ObjectWriter", "complete", false);

    private final ObjectWriter real;

    FaultyWriter(ObjectWriter real) {
      this.real = real;
    }

    @Override
    public void write(int b) throws IOException {
      requireAlive(COMPLETE);
      real.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      requireAlive(COMPLETE);
      real.write(bytes, from, length);
    }

    @Override
    public void complete() throws IOException {
      Optional<Plan> fault = begin(COMPLETE);
      if (fault.isEmpty()) {
        real.complete();
        return;
      }
      if (fault.get().moment() == Moment.AFTER) {
        real.complete();
      }
      throw fail(fault.get(), COMPLETE);
    }

    /** A dead process gives nothing up: the real object just never becomes complete. */
    @Override
    public void close() throws IOException {
      real.close();
    }
  }

  private static int list(Object[] args) {
    for (int i = 0; args != null && i < args.length; i++) {
      if (args[i] instanceof Collection<?> list && list.size() > 1) {
        return i;
      }
    }
    return -1;
  }

  private static Object[] half(Object[] args) {
    Object[] halved = args.clone();
    int index = list(args);
    List<Object> all = new ArrayList<>((Collection<?>) args[index]);
    halved[index] = all.subList(0, all.size() / 2);
    return halved;
  }

  private static Object invoke(Object real, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(real, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
