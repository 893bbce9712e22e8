package dev.rollbook.local.template;

import dev.rollbook.local.template.FunctionResource.AsyncPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a function's properties and its events. Defaults are Lambda's and SAM's. */
final class FunctionReader {

  /** Lambda's default for the account, shared by all functions. */
  private static final int ACCOUNT_CONCURRENCY = 1000;

  private static final int DEFAULT_TIMEOUT_SECONDS = 3;
  private static final int DEFAULT_MEMORY_MB = 128;
  private static final int DEFAULT_RETRIES = 2;
  private static final int DEFAULT_BATCH_SIZE = 10;
  private static final Pattern RATE =
      Pattern.compile("rate\\(\\s*([1-9][0-9]*)\\s+(minute|hour|day)s?\\s*\\)");

  private final Path folder;
  private final StackNames names;
  private final Map<String, String> defaultAuthorizers;

  FunctionReader(Path folder, StackNames names, Map<String, String> defaultAuthorizers) {
    this.folder = folder;
    this.names = names;
    this.defaultAuthorizers = defaultAuthorizers;
  }

  FunctionResource read(String id, String name, Section properties) {
    List<EventSource> events = new ArrayList<>();
    properties
        .sections("Events")
        .forEach((event, section) -> event(event, section).forEach(events::add));
    return FunctionResourceBuilder.builder()
        .logicalId(id)
        .name(name)
        .arn(names.arn("lambda", "function:" + name))
        .handler(properties.text("Handler"))
        .code(folder.resolve(properties.text("CodeUri")).normalize())
        .timeout(Duration.ofSeconds(properties.number("Timeout", DEFAULT_TIMEOUT_SECONDS)))
        .memoryMb(properties.number("MemorySize", DEFAULT_MEMORY_MB))
        .environment(Map.copyOf(properties.section("Environment").section("Variables").texts()))
        .concurrency(properties.number("ReservedConcurrentExecutions", ACCOUNT_CONCURRENCY))
        .events(List.copyOf(events))
        .async(async(properties.section("EventInvokeConfig")))
        .build();
  }

  private static AsyncPolicy async(Section section) {
    Section onFailure = section.section("DestinationConfig").section("OnFailure");
    List<String> queues = new ArrayList<>();
    if (onFailure.has("Destination")) {
      String destination = onFailure.text("Destination");
      if (!destination.startsWith("arn:aws:sqs:")) {
        throw new TemplateException(
            onFailure.place(),
            "the embedded cloud knows queues only as a destination, not " + destination);
      }
      queues.add(destination);
    }
    return new AsyncPolicy(
        section.number("MaximumRetryAttempts", DEFAULT_RETRIES), List.copyOf(queues));
  }

  private List<EventSource> event(String name, Section event) {
    Section properties = event.section("Properties");
    if (!properties.flag("Enabled", true)) {
      return List.of();
    }
    String type = event.text("Type");
    return List.of(
        switch (type) {
          case "S3" -> stored(properties);
          case "SQS" -> queue(properties);
          case "HttpApi" -> route(properties);
          case "Schedule" -> rate(name, properties, "Schedule");
          case "ScheduleV2" -> rate(name, properties, "ScheduleExpression");
          default ->
              throw new TemplateException(
                  event.place(),
                  "event type "
                      + type
                      + " is not known to the embedded cloud; it has S3, SQS, HttpApi, Schedule, ScheduleV2");
        });
  }

  private static EventSource stored(Section properties) {
    String prefix = "";
    String suffix = "";
    for (Section rule : properties.section("Filter").section("S3Key").list("Rules")) {
      switch (rule.text("Name").toLowerCase(Locale.ROOT)) {
        case "prefix" -> prefix = rule.text("Value");
        case "suffix" -> suffix = rule.text("Value");
        default -> throw new TemplateException(rule.place(), "a filter rule is prefix or suffix");
      }
    }
    return new EventSource.ObjectStored(
        properties.text("Bucket"), properties.texts("Events"), prefix, suffix);
  }

  private static EventSource queue(Section properties) {
    return new EventSource.QueueBatch(
        properties.text("Queue"),
        properties.number("BatchSize", DEFAULT_BATCH_SIZE),
        Duration.ofSeconds(properties.number("MaximumBatchingWindowInSeconds", 0)),
        properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
        properties.section("ScalingConfig").number("MaximumConcurrency", ACCOUNT_CONCURRENCY));
  }

  private EventSource route(Section properties) {
    String api = properties.text("ApiId");
    String authorizer =
        properties
            .section("Auth")
            .text("Authorizer", defaultAuthorizers.getOrDefault(api, EventSource.HttpRoute.NONE));
    return new EventSource.HttpRoute(
        api,
        properties.text("Method", "ANY").toUpperCase(Locale.ROOT),
        properties.text("Path", "$default"),
        authorizer);
  }

  private static EventSource rate(String name, Section properties, String key) {
    Matcher rate = RATE.matcher(properties.text(key));
    if (!rate.matches()) {
      throw new TemplateException(
          properties.place() + "." + key,
          "the embedded cloud knows rate(n minutes|hours|days) only, not " + properties.text(key));
    }
    long count = Long.parseLong(rate.group(1));
    Duration every =
        switch (rate.group(2)) {
          case "minute" -> Duration.ofMinutes(count);
          case "hour" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    return new EventSource.Rate(name, every, properties.text("Input", ""));
  }
}
