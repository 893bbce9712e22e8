package dev.rollbook.testkit;

import dev.rollbook.imports.Figures;
import dev.rollbook.imports.Import;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps every figure. */
public final class InMemoryFigures implements Figures {

  private final List<Import> ended = Collections.synchronizedList(new ArrayList<>());
  private final List<Import> stalled = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void ended(Import one) {
    ended.add(one);
  }

  @Override
  public void stalled(Import one) {
    stalled.add(one);
  }

  /** The imports that ended, in order. */
  public List<Import> ended() {
    return List.copyOf(ended);
  }

  /** The imports that did not move, in order. */
  public List<Import> stalled() {
    return List.copyOf(stalled);
  }
}
