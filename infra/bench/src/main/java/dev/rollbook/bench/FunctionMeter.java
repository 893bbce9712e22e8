package dev.rollbook.bench;

import dev.rollbook.local.host.Invocation;
import dev.rollbook.local.host.InvocationListener;
import dev.rollbook.local.host.InvocationOutcome;
import java.time.Duration;

/** Counts invocations, their time, and the messages handed to them. */
final class FunctionMeter implements InvocationListener {

  private static final String RECORD = "\"messageId\"";

  private final ServiceMeter meter;

  FunctionMeter(ServiceMeter meter) {
    this.meter = meter;
  }

  static String requests(String function) {
    return "lambda-requests." + function;
  }

  static String seconds(String function) {
    return "lambda-seconds." + function;
  }

  static String messages(String function) {
    return "lambda-messages." + function;
  }

  @Override
  public void ended(Invocation invocation, InvocationOutcome outcome, Duration took) {
    meter.add(requests(invocation.function()), 1);
    meter.add(seconds(invocation.function()), took.toNanos() / 1e9);
    String payload = invocation.payloadText();
    int messages = 0;
    for (int at = payload.indexOf(RECORD); at >= 0; at = payload.indexOf(RECORD, at + 1)) {
      messages++;
    }
    meter.add(messages(invocation.function()), messages);
  }
}
