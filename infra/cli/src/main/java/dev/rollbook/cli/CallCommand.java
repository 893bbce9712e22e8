package dev.rollbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rollbook call METHOD PATH [JSON]}. */
@Command(name = "call", description = "Makes any call of the API and prints the answer.")
final class CallCommand extends ApiCommand {

  @Parameters(index = "0", paramLabel = "METHOD", description = "GET, POST, PUT, PATCH or DELETE.")
  private String method = "";

  @Parameters(index = "1", paramLabel = "PATH", description = "Such as /users?status=ACTIVE.")
  private String path = "";

  @Parameters(index = "2", arity = "0..1", paramLabel = "JSON", description = "The body.")
  private String body = "";

  @Override
  int run(ApiClient client) throws IOException, InterruptedException {
    HttpResponse<String> response = client.call(method.toUpperCase(Locale.ROOT), path, body);
    boolean fine = response.statusCode() < 400;
    PrintWriter printed = fine ? out() : err();
    response.headers().firstValue("location").ifPresent(printed::println);
    if (!response.body().isEmpty()) {
      printed.println(response.body());
    }
    printed.flush();
    return fine ? 0 : Rollbook.FAILED;
  }
}
