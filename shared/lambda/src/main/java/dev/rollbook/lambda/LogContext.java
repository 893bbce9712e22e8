package dev.rollbook.lambda;

import org.slf4j.MDC;

/** Names the tenant and the import that a function works on in each line of its log. */
public final class LogContext {

  private LogContext() {}

  /**
   * Names tenant and import in each line, until others are set or the invocation ends.
   *
   * @param importId empty where no import is in hand
   */
  public static void set(String tenant, String importId) {
    MDC.put("tenant", tenant);
    if (importId.isEmpty()) {
      MDC.remove("import");
    } else {
      MDC.put("import", importId);
    }
  }
}
