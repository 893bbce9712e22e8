package dev.rollbook.imports;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An object in the making, sent off part by part, so that no more than a part of it is held. It is
 * there once it is {@link #complete}; closed before that, nothing of it is left. Not thread-safe.
 */
public abstract class ObjectWriter extends OutputStream {

  /** Ends the object, which is there from now on. */
  public abstract void complete() throws IOException;

  /** Gives an object up that is not complete; does nothing to one that is. */
  @Override
  public abstract void close() throws IOException;
}
