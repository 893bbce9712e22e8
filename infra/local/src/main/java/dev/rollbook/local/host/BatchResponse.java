package dev.rollbook.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Which messages of a batch failed, by the rules of {@code ReportBatchItemFailures}: no list, or an
 * empty one, is success; a null, empty, misnamed or unknown identifier, or a response that is not
 * JSON, fails the whole batch.
 */
final class BatchResponse {

  private BatchResponse() {}

  static Set<String> failed(InvocationOutcome outcome, Set<String> ids) {
    if (outcome instanceof InvocationOutcome.Failure) {
      return ids;
    }
    JsonNode response;
    try {
      response = HostJson.MAPPER.readTree(outcome.payload());
    } catch (IOException e) {
      return ids;
    }
    JsonNode failures = response.path("batchItemFailures");
    if (failures.isMissingNode() || failures.isNull()) {
      return Set.of();
    }
    if (!failures.isArray()) {
      return ids;
    }
    Set<String> failed = new HashSet<>();
    for (JsonNode failure : failures) {
      String id = failure.path("itemIdentifier").asText("");
      if (!ids.contains(id)) {
        return ids;
      }
      failed.add(id);
    }
    return failed;
  }

  /** Without item failures a batch succeeds or fails as one. */
  static Set<String> allOrNone(InvocationOutcome outcome, Set<String> ids) {
    return outcome instanceof InvocationOutcome.Success ? Set.of() : ids;
  }
}
