package dev.rollbook.local.pipeline;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each class the one {@link Pipeline} of the run. Sharing it is sound: each test has tenants
 * of its own, and what one does to the processes and the queues must not matter to another anyway.
 */
final class InPipeline implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Pipeline.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(InPipeline.class))
        .computeIfAbsent(Pipeline.class, type -> Pipeline.start(), Pipeline.class);
  }
}
