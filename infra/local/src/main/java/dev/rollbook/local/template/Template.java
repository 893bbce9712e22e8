package dev.rollbook.local.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

  /**
   * Reads a SAM template.
   *
   * @param file the template; {@code CodeUri} is relative to its folder
   * @param names the stack it is deployed as
   * @param parameters values for {@code Parameters}, in place of their defaults
   */
  public static Template read(Path file, StackNames names, Map<String, String> parameters)
      throws IOException {
    return new TemplateReader(file, names, parameters).read();
  }

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
