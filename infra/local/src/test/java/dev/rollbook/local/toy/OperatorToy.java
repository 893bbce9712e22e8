package dev.rollbook.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Does as it is told: {@code "sleep"}, {@code "hoard"}, {@code "exit"}, {@code "env"}, or echoes.
 */
public final class OperatorToy implements RequestStreamHandler {

  /** Takes the time that it is told to. */
  public OperatorToy() {
    Notebook.sleep(1_000L * Integer.parseInt(System.getenv("START_SECONDS")));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String order = new String(input.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "");
    String answer =
        switch (order) {
          case "sleep" -> {
            Notebook.sleep(60_000);
            yield "awake";
          }
          case "hoard" -> "held " + hoard();
          case "exit" -> {
            Runtime.getRuntime().halt(3);
            yield "gone";
          }
          case "pid" -> Long.toString(ProcessHandle.current().pid());
          case "env" ->
              System.getenv("AWS_ENDPOINT_URL_S3")
                  + " "
                  + System.getenv("QUEUE_URL")
                  + " "
                  + System.getenv("LAMBDA_TASK_ROOT")
                  + " "
                  + System.getProperty("java.io.tmpdir")
                  + " "
                  + context.getMemoryLimitInMB();
          default -> order;
        };
    output.write(("\"" + answer + "\"").getBytes(StandardCharsets.UTF_8));
  }

  /** On the heap and off it, so that no flag of the JVM holds it back but the host does. */
  private static int hoard() {
    List<Object> held = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      ByteBuffer block =
          i % 2 == 0
              ? ByteBuffer.allocateDirect(8 * 1024 * 1024)
              : ByteBuffer.allocate(8 * 1024 * 1024);
      for (int at = 0; at < block.capacity(); at += 4096) {
        block.put(at, (byte) 1);
      }
      held.add(block);
      Notebook.sleep(50);
    }
    return held.size();
  }
}
