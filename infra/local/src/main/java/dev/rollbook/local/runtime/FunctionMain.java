package dev.rollbook.local.runtime;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;

/**
 * The main class of a function's process: ties its life to the host's, then hands over to the
 * runtime.
 */
public final class FunctionMain {

  /** Chooses AWS's runtime interface client. */
  public static final String CLIENT = "client";

  /** Chooses {@link PlainRuntime}. */
  public static final String PLAIN = "plain";

  private FunctionMain() {}

  /**
   * Runs until the host ends it.
   *
   * @param args the handler, and which runtime
   */
  public static void main(String[] args) throws Throwable {
    HostWatch.start();
    if (args[1].equals(PLAIN)) {
      PlainRuntime.run(args[0]);
    } else {
      AWSLambda.main(new String[] {args[0]});
    }
  }
}
