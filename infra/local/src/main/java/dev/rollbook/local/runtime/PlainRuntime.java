package dev.rollbook.local.runtime;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The runtime interface client's loop without its native part, for machines where that does not
 * load (macOS, Windows): the same handlers, found and called by the client's own classes, over the
 * same Runtime API, through Java's HTTP client.
 */
final class PlainRuntime {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

  private PlainRuntime() {}

  static void run(String handler) throws IOException, InterruptedException {
    new PlainRuntime().loop(handler);
  }

  private void loop(String handler) throws IOException, InterruptedException {
    LambdaRequestHandler function;
    try {
      function = load(handler);
    } catch (Throwable e) {
      log(e);
      post("init/error", ErrorJson.of(e), e.getClass().getName());
      System.exit(1);
      return;
    }
    while (true) {
      serve(function);
    }
  }

  private void serve(LambdaRequestHandler function) throws IOException, InterruptedException {
    HttpResponse<byte[]> next =
        http.send(
            HttpRequest.newBuilder(URI.create(base + "invocation/next")).build(),
            BodyHandlers.ofByteArray());
    InvocationRequest request = new InvocationRequest();
    request.setId(header(next, "lambda-runtime-aws-request-id"));
    request.setDeadlineTimeInMs(Long.parseLong(header(next, "lambda-runtime-deadline-ms")));
    request.setInvokedFunctionArn(header(next, "lambda-runtime-invoked-function-arn"));
    request.setXrayTraceId(header(next, "lambda-runtime-trace-id"));
    request.setContent(next.body());
    System.setProperty("com.amazonaws.xray.traceHeader", request.getXrayTraceId());
    String path = "invocation/" + request.getId();
    byte[] response;
    try {
      response = function.call(request).toByteArray();
    } catch (Throwable e) {
      log(e);
      post(path + "/error", ErrorJson.of(e), e.getClass().getName());
      if (e instanceof VirtualMachineError) {
        // As the client does: nothing can be trusted after that.
        System.exit(1);
      }
      return;
    }
    post(path + "/response", response, "");
  }

  private void post(String path, byte[] body, String errorType)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).POST(BodyPublishers.ofByteArray(body));
    if (!errorType.isEmpty()) {
      request.header("Lambda-Runtime-Function-Error-Type", errorType);
    }
    http.send(request.build(), BodyHandlers.discarding());
  }

  private static void log(Throwable error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    System.out.println(trace);
  }

  private static LambdaRequestHandler load(String handler) throws Exception {
    URLClassLoader code = new URLClassLoader(taskRoot(), ClassLoader.getSystemClassLoader());
    Thread.currentThread().setContextClassLoader(code);
    // Where the client's serializers look for a function's event classes; only its own main sets it
    // otherwise.
    Field customer = AWSLambda.class.getDeclaredField("customerClassLoader");
    customer.setAccessible(true);
    customer.set(null, code);
    return EventHandlerLoader.loadEventHandler(HandlerInfo.fromString(handler, code));
  }

  private static URL[] taskRoot() throws MalformedURLException {
    File[] jars = new File(System.getenv("LAMBDA_TASK_ROOT"), "lib").listFiles();
    URL[] urls = new URL[jars == null ? 0 : jars.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars[i].toURI().toURL();
    }
    return urls;
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
