package dev.rollbook.local.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.rollbook.local.host.Authorizers.Bound;
import dev.rollbook.local.host.Authorizers.Decision;
import dev.rollbook.local.template.StackNames;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * API Gateway's HTTP API: routes, authorizers, payload format 2.0, and the answers it gives on its
 * own.
 */
final class HttpApi implements HttpHandler {

  /** API Gateway's limit of an integration. */
  private static final int INTEGRATION_SECONDS = 30;

  private final List<HostRoute> routes;
  private final Map<String, Bound> bound;
  private final HttpEventJson events;
  private final Authorizers authorizers;
  private final CrossOrigin crossOrigin;
  private final Executor threads;
  private final Logs logs;

  /**
   * @param bound authorizers by name
   */
  HttpApi(
      List<HostRoute> routes,
      Map<String, Bound> bound,
      CrossOrigin crossOrigin,
      StackNames names,
      Executor threads,
      Logs logs) {
    this.routes = routes.stream().sorted(Comparator.comparingInt(HostRoute::rank)).toList();
    this.bound = bound;
    this.crossOrigin = crossOrigin;
    this.events = new HttpEventJson(names);
    this.authorizers = new Authorizers(events);
    this.threads = threads;
    this.logs = logs;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpAnswer answer;
      try {
        HttpRequest request = HttpRequest.read(exchange);
        answer =
            crossOrigin.isPreflight(request)
                ? crossOrigin.preflight(request)
                : crossOrigin.readable(request, answer(request));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        answer = HttpAnswer.TIMED_OUT;
      } catch (RuntimeException e) {
        logs.problem(
            "Cannot answer "
                + exchange.getRequestMethod()
                + " "
                + exchange.getRequestURI().getPath(),
            e);
        answer = HttpAnswer.FAILED;
      }
      answer.send(exchange);
    }
  }

  private HttpAnswer answer(HttpRequest request) throws InterruptedException {
    if (request.tooLarge()) {
      return HttpAnswer.TOO_LARGE;
    }
    if (request.malformed()) {
      return HttpAnswer.BAD_REQUEST;
    }
    for (HostRoute route : routes) {
      Optional<Map<String, String>> parameters = route.match(request.method(), request.rawPath());
      if (parameters.isPresent()) {
        return answer(request, route, parameters.get());
      }
    }
    return HttpAnswer.NOT_FOUND;
  }

  private HttpAnswer answer(HttpRequest request, HostRoute route, Map<String, String> parameters)
      throws InterruptedException {
    Decision decision =
        Authorizers.needed(route)
            ? authorizers.ask(bound.get(route.route().authorizer()), request, route, parameters)
            : new Decision.Allowed(HostJson.object());
    if (decision instanceof Decision.Refused refused) {
      return refused.answer();
    }
    return integrate(
        route,
        events.integration(request, route, parameters, ((Decision.Allowed) decision).context()));
  }

  private HttpAnswer integrate(HostRoute route, byte[] event) throws InterruptedException {
    CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            outcome.complete(route.pool().invoke(event));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome.completeExceptionally(e);
          } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
          }
        });
    try {
      return HttpAnswer.of(outcome.get(INTEGRATION_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return HttpAnswer.TIMED_OUT;
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "The invocation of " + route.pool().function().logicalId() + " broke off", e);
    }
  }
}
