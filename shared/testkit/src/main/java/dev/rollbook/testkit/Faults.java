package dev.rollbook.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Makes ports fail at one chosen call. Calls to all ports together are counted from 1; a default
 * method counts as the calls it makes.
 */
public final class Faults {

  private final List<Call> calls = new ArrayList<>();
  private Plan plan = Plan.NONE;
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

  private record Plan(int call, Moment moment, Kind kind) {
    static final Plan NONE = new Plan(0, Moment.BEFORE, Kind.KILL);
  }

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
    plan = new Plan(call, moment, kind);
  }

  /** Lets the next call go wrong. */
  public synchronized void planNext(Moment moment, Kind kind) {
    plan(calls.size() + 1, moment, kind);
  }

  /** The calls that were made, in order. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
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
    Plan fault = begin(call);
    if (fault.equals(Plan.NONE)) {
      return invoke(real, method, args);
    }
    if (fault.moment() == Moment.HALFWAY && call.divisible()) {
      invoke(real, method, half(args));
    } else if (fault.moment() == Moment.AFTER) {
      invoke(real, method, args);
    }
    throw fault.kind() == Kind.KILL ? new Killed(call) : new NoAnswer(call);
  }

  /** Counts a call; gives what is to go wrong with it. */
  private synchronized Plan begin(Call call) {
    if (dead) {
      throw new Killed(call);
    }
    calls.add(call);
    if (plan.call() != calls.size()) {
      return Plan.NONE;
    }
    dead = plan.kind() == Kind.KILL;
    return plan;
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
