package dev.rollbook.aws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warms a function up before Lambda takes the snapshot that it starts from (SnapStart): classes are
 * loaded, and the code from the handler to the services has run once. It reads only, in a cloud of
 * its own, whose connections are closed before the snapshot; nothing of it is kept.
 */
public final class Priming implements Resource {

  private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

  /** CRaC itself holds on to nobody. */
  private static final List<Priming> REGISTERED = Collections.synchronizedList(new ArrayList<>());

  private final Supplier<Cloud> clouds;
  private final Consumer<Cloud> reads;

  Priming(Supplier<Cloud> clouds, Consumer<Cloud> reads) {
    this.clouds = clouds;
    this.reads = reads;
  }

  /** Makes these reads before the snapshot; without SnapStart, never. */
  public static void beforeSnapshot(Consumer<Cloud> reads) {
    Priming priming = new Priming(Cloud::ofProcess, reads);
    REGISTERED.add(priming);
    Core.getGlobalContext().register(priming);
  }

  /** A function that stays cold is slow once; one that fails here could not be deployed. */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try (Cloud cloud = clouds.get()) {
      reads.accept(cloud);
    } catch (RuntimeException e) {
      LOG.warn("cannot warm up, so the first calls will be slow", e);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Clients are made, and connections opened, when they are first asked for.
  }
}
