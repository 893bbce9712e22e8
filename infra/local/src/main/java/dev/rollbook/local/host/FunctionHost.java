package dev.rollbook.local.host;

import com.sun.net.httpserver.HttpHandler;
import dev.rollbook.local.backend.Endpoints;
import dev.rollbook.local.backend.ObjectListener;
import dev.rollbook.local.host.Authorizers.Bound;
import dev.rollbook.local.host.StorageEvents.AsyncTarget;
import dev.rollbook.local.template.EventSource.HttpRoute;
import dev.rollbook.local.template.EventSource.ObjectStored;
import dev.rollbook.local.template.EventSource.QueueBatch;
import dev.rollbook.local.template.EventSource.Rate;
import dev.rollbook.local.template.FunctionResource;
import dev.rollbook.local.template.HttpApiResource;
import dev.rollbook.local.template.HttpApiResource.Authorizer;
import dev.rollbook.local.template.StackNames;
import dev.rollbook.local.template.Template;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Runs every function of the template, and everything that invokes them. */
public final class FunctionHost {

  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration MEMORY_CHECK = Duration.ofMillis(200);

  private final Template template;
  private final SqsClient sqs;
  private final Logs logs;
  private final ExecutorService threads = Executors.newCachedThreadPool(FunctionHost::daemon);
  private final Ticker ticker;
  private final Map<String, AsyncTarget> targets = new LinkedHashMap<>();
  private final List<QueuePoller> pollers = new ArrayList<>();
  private final StackNames names;
  private final HeldEvents held = new HeldEvents();

  /**
   * What a host needs.
   *
   * @param endpoints the services the host itself calls
   * @param functionEndpoints the services the functions' SDK is pointed at
   * @param folder for the processes' own folders, emptied by the caller at the end
   * @param concurrencyCap most processes per function, whatever the template allows
   * @param retryDelay time before an asynchronous invocation is tried again, once more of it each
   *     time; AWS takes a minute
   */
  @RecordBuilder
  public record Setup(
      Template template,
      StackNames names,
      Endpoints endpoints,
      Endpoints functionEndpoints,
      Path folder,
      Logs logs,
      int concurrencyCap,
      Duration retryDelay,
      InvocationListener listener) {}

  /** Prepares the functions; nothing runs before {@link #start}. */
  public FunctionHost(Setup setup) throws IOException {
    this.template = setup.template();
    this.names = setup.names();
    this.logs = setup.logs();
    this.ticker = new Ticker(logs);
    this.sqs = setup.endpoints().sqsClient();
    Sandbox sandbox = Sandbox.create(setup.folder(), setup.functionEndpoints());
    for (FunctionResource function : template.functions()) {
      int limit = Math.max(1, Math.min(function.concurrency(), setup.concurrencyCap()));
      FunctionPool pool =
          new FunctionPool(function, limit, sandbox, logs, threads, setup.listener());
      AsyncQueue queue =
          new AsyncQueue(
              sqs,
              pool,
              function.async().onFailureQueueArns().stream().map(template::queue).toList(),
              setup.retryDelay(),
              ticker,
              logs);
      targets.put(function.logicalId(), new AsyncTarget(pool, queue));
    }
  }

  /**
   * Begins to poll and to keep time, and starts the processes of those functions for which a caller
   * would wait.
   */
  public void start() {
    targets.values().forEach(this::poll);
    waitedFor().forEach(pool -> threads.execute(() -> warm(pool)));
    Schedules schedules = new Schedules(ticker, names);
    targets.values().forEach(schedules::start);
    ticker.every(
        MEMORY_CHECK,
        MEMORY_CHECK,
        "the look at the memory",
        () -> targets.values().forEach(target -> target.pool().checkMemory()));
  }

  /**
   * Starts a process of each of these functions, one after the other in the background, so that
   * their first events do not wait for it.
   */
  public void prepare(List<String> functions) {
    threads.execute(() -> functions.forEach(function -> warm(target(function).pool())));
  }

  /** Answers HTTP requests by the template's routes. */
  public HttpHandler httpApi() {
    List<HostRoute> routes = new ArrayList<>();
    targets
        .values()
        .forEach(
            target ->
                target
                    .pool()
                    .function()
                    .events(HttpRoute.class)
                    .forEach(route -> routes.add(HostRoute.of(route, target.pool()))));
    CrossOrigin crossOrigin =
        new CrossOrigin(
            template.apis().stream().flatMap(api -> api.crossOrigin().stream()).toList());
    return new HttpApi(routes, authorizers(), crossOrigin, names, threads, logs);
  }

  /** Keeps events from their functions for who asks for them, see {@link HeldEventsApi}. */
  public HttpHandler heldEventsApi() {
    return new HeldEventsApi(held, this::knows);
  }

  /** Raises the events of objects that are stored. */
  public ObjectListener storageEvents() {
    return new StorageEvents(targets.values(), held);
  }

  /** Runs a function and waits for it; {@code function} is its logical id, name or ARN. */
  public InvocationOutcome invoke(String function, byte[] payload) throws InterruptedException {
    return target(function).pool().invoke(payload);
  }

  /** Runs a function some time, with Lambda's retries. */
  public void invokeLater(String function, byte[] payload) {
    target(function).queue().add(payload);
  }

  boolean knows(String function) {
    return template.functions().stream()
        .anyMatch(
            known ->
                known.logicalId().equals(function)
                    || known.name().equals(function)
                    || known.arn().equals(function));
  }

  /** The processes that live now. */
  public List<RunningProcess> processes() {
    return targets.values().stream().flatMap(target -> target.pool().processes().stream()).toList();
  }

  /**
   * Kills all processes of a function, as SIGKILL does, and tells how many. The next invocation
   * starts a new one.
   */
  public int kill(String function) {
    return target(function).pool().kill();
  }

  /**
   * The most memory a process of each function ever held, in MiB by logical id; 0 where it has not
   * run, or the machine does not tell.
   */
  public Map<String, Integer> peaks() {
    Map<String, Integer> peaks = new LinkedHashMap<>();
    targets.forEach((id, target) -> peaks.put(id, target.pool().peakMb()));
    return peaks;
  }

  /** Takes nothing new, gives running invocations a few seconds, then kills every process. */
  public void stop() throws InterruptedException {
    pollers.forEach(QueuePoller::close);
    targets.values().forEach(target -> target.queue().close());
    long end = System.nanoTime() + DRAIN.toNanos();
    for (AsyncTarget target : targets.values()) {
      target.pool().drain(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
    if (ClassArchives.ofProcess().training()) {
      targets.values().forEach(target -> target.pool().askToExit());
      for (AsyncTarget target : targets.values()) {
        target.pool().awaitExit();
      }
    }
    kill();
    threads.shutdown();
    // What was killed, or received too late, is given back to its queue by the thread that got it.
    threads.awaitTermination(PollWait.IDLE_SECONDS + 1, TimeUnit.SECONDS);
    ticker.stop();
    sqs.close();
  }

  /** Kills every process at once. */
  public void kill() {
    targets.values().forEach(target -> target.pool().kill());
  }

  private void poll(AsyncTarget target) {
    FunctionPool pool = target.pool();
    boolean eventful =
        pool.function().events().stream()
            .anyMatch(event -> event instanceof ObjectStored || event instanceof Rate);
    // An idle poller costs a request every few seconds; where only an operator may ask, one is
    // enough.
    for (int i = 0; i < (eventful ? pool.limit() : 1); i++) {
      threads.execute(target.queue());
    }
    pool.function()
        .events(QueueBatch.class)
        .forEach(
            source -> {
              for (int i = 0; i < Math.min(pool.limit(), source.concurrency()); i++) {
                QueuePoller poller =
                    new QueuePoller(
                        sqs, template.queue(source.queueArn()), source, pool, held, logs);
                pollers.add(poller);
                threads.execute(poller);
              }
            });
  }

  private Set<FunctionPool> waitedFor() {
    Set<FunctionPool> pools = new LinkedHashSet<>();
    authorizers().values().forEach(bound -> pools.add(bound.pool()));
    targets.values().stream()
        .map(AsyncTarget::pool)
        .filter(pool -> pool.function().events(HttpRoute.class).findAny().isPresent())
        .forEach(pools::add);
    return pools;
  }

  private void warm(FunctionPool pool) {
    try {
      pool.warm();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Bound> authorizers() {
    Map<String, Bound> bound = new LinkedHashMap<>();
    for (HttpApiResource api : template.apis()) {
      for (Authorizer authorizer : api.authorizers().values()) {
        bound.put(
            authorizer.name(), new Bound(authorizer, target(authorizer.functionArn()).pool()));
      }
    }
    return bound;
  }

  private AsyncTarget target(String function) {
    return targets.get(template.function(function).logicalId());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "function-host");
    thread.setDaemon(true);
    return thread;
  }
}
