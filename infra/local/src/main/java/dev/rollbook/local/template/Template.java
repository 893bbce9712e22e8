package dev.rollbook.local.template;

import java.util.List;

/**
 * The application as {@code template.yaml} declares it. Resource types the embedded cloud has
 * nothing for (alarms, roles, dashboards) are left out; something that it does have but cannot read
 * is a {@link TemplateException}.
 */
public record Template(
    List<FunctionResource> functions,
    List<QueueResource> queues,
    List<BucketResource> buckets,
    List<TableResource> tables,
    List<HttpApiResource> apis) {

  /** The function with that logical id, name, or ARN, which may name an alias: all are the same. */
  public FunctionResource function(String idOrName) {
    return functions.stream()
        .filter(
            function ->
                function.logicalId().equals(idOrName)
                    || function.name().equals(idOrName)
                    || (idOrName + ":").startsWith(function.arn() + ":"))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no function '"
                        + idOrName
                        + "'; there are "
                        + functions.stream().map(FunctionResource::logicalId).toList()));
  }

  /** The queue with that ARN. */
  public QueueResource queue(String arn) {
    return queues.stream()
        .filter(queue -> queue.arn().equals(arn))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no queue " + arn + " in the template"));
  }
}
