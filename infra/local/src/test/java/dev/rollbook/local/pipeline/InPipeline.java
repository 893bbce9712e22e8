package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.local.backend.ChosenBackend;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each class the one {@link Pipeline} of the process. Sharing it is sound: each test has
 * tenants of its own, and what one does to the processes and the queues must not matter to another
 * anyway.
 */
final class InPipeline implements ExecutionCondition, ParameterResolver, AfterEachCallback {

  /** Leaves out what the backend cannot do, with the reason. */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Store store = ofTheRun(context);
    return store.computeIfAbsent(
        ConditionEvaluationResult.class,
        type ->
            ChosenBackend.missing()
                .map(
                    reason -> {
                      System.err.println("Left out: " + reason);
                      return ConditionEvaluationResult.disabled(reason);
                    })
                .orElse(ConditionEvaluationResult.enabled("the backend does all of it")),
        ConditionEvaluationResult.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Pipeline.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context).pipeline();
  }

  /** Invariant 5: whatever a test did, the tenant who looked on has what it had. */
  @Override
  public void afterEach(ExtensionContext context) {
    Shared shared = shared(context);
    assertThat(shared.bystander().snapshot().items()).isEqualTo(shared.undisturbed().items());
  }

  /** Of the process: beside another one, it is given one class after the other. */
  private static Store ofTheRun(ExtensionContext context) {
    return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(InPipeline.class));
  }

  /** Starts it once: if that fails, every test is told why, and none tries again. */
  private static Shared shared(ExtensionContext context) {
    Store store = ofTheRun(context);
    RuntimeException failure = store.get(RuntimeException.class, RuntimeException.class);
    if (failure != null) {
      throw failure;
    }
    try {
      return store.computeIfAbsent(Shared.class, type -> Shared.start(), Shared.class);
    } catch (RuntimeException e) {
      store.put(RuntimeException.class, e);
      throw e;
    }
  }

  /** The pipeline, and a tenant with users of the same names as everybody's. */
  private record Shared(Pipeline pipeline, TestTenant bystander, DirectorySnapshot undisturbed)
      implements AutoCloseable {

    static Shared start() {
      Pipeline pipeline = Pipeline.start();
      try {
        TestTenant bystander = pipeline.tenant("bystander");
        return new Shared(pipeline, bystander, bystander.run(Rosters.people(1, 130)).after());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the pipeline started", e);
      }
    }

    @Override
    public void close() {
      pipeline.close();
    }
  }
}
