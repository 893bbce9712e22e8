package dev.rollbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rollbook call METHOD PATH [JSON]}. */
@Command(name = "call", description = "Makes any call of the API and prints the answer.")
final class CallCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "METHOD", description = "GET, POST, PUT, PATCH or DELETE.")
  private String method = "";

  @Parameters(index = "1", paramLabel = "PATH", description = "Such as /users?status=ACTIVE.")
  private String path = "";

  @Parameters(index = "2", arity = "0..1", paramLabel = "JSON", description = "The body.")
  private String body = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    return global.withClient(
        client -> {
          HttpResponse<String> response = client.call(method.toUpperCase(Locale.ROOT), path, body);
          boolean fine = response.statusCode() < 400;
          PrintWriter out = fine ? spec.commandLine().getOut() : spec.commandLine().getErr();
          response.headers().firstValue("location").ifPresent(out::println);
          if (!response.body().isEmpty()) {
            out.println(response.body());
          }
          out.flush();
          return fine ? 0 : Rollbook.FAILED;
        });
  }
}
