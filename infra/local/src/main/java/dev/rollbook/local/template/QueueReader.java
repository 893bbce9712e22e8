package dev.rollbook.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a queue's attributes into what CreateQueue takes. */
final class QueueReader {

  /**
   * Written alike in the template and in the API; encryption and tags have nothing to act on here.
   */
  private static final List<String> SAME =
      List.of(
          "DelaySeconds",
          "MaximumMessageSize",
          "MessageRetentionPeriod",
          "ReceiveMessageWaitTimeSeconds",
          "VisibilityTimeout",
          "FifoQueue",
          "ContentBasedDeduplication",
          "DeduplicationScope",
          "FifoThroughputLimit");

  private QueueReader() {}

  static Map<String, String> attributes(Section properties) {
    Map<String, String> attributes = new LinkedHashMap<>();
    SAME.stream().filter(properties::has).forEach(key -> attributes.put(key, properties.text(key)));
    if (properties.has("RedrivePolicy")) {
      Section redrive = properties.section("RedrivePolicy");
      int receives = redrive.number("maxReceiveCount", 0);
      if (receives < 1) {
        throw new TemplateException(
            redrive.place() + ".maxReceiveCount", "a number from 1 to 1000 is needed");
      }
      attributes.put(
          "RedrivePolicy",
          "{\"deadLetterTargetArn\":\""
              + redrive.text("deadLetterTargetArn")
              + "\",\"maxReceiveCount\":"
              + receives
              + "}");
    }
    return Map.copyOf(attributes);
  }
}
