package dev.rollbook.api;

import dev.rollbook.directory.Directory;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who answers a request. Every route is in {@link #route}. */
public final class Api {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private final ImportsResource imports;
  private final UsersResource users;
  private final PropertiesResource properties;
  private final SettingsResource settings;

  /** Answers from these ports; {@code ids} gives ULIDs. */
  public Api(
      Journal journal,
      Directory directory,
      ObjectStore uploads,
      Supplier<String> ids,
      Clock clock) {
    this.imports = new ImportsResource(journal, directory, uploads, ids, clock);
    this.users = new UsersResource(directory);
    this.properties = new PropertiesResource(directory);
    this.settings = new SettingsResource(directory);
  }

  /** The answer to a request, whatever it is. */
  public Response answer(Request request) {
    try {
      return route(request);
    } catch (Problem problem) {
      return Response.problem(problem);
    } catch (RuntimeException e) {
      LOG.error("{} /{} failed", request.method(), String.join("/", request.path()), e);
      return Response.problem(
          new Problem(500, "INTERNAL", "something failed on our side; try again in a moment"));
    }
  }

  private Response route(Request request) {
    List<String> path = request.path();
    String first = path.isEmpty() ? "" : path.get(0);
    String second = path.size() > 1 ? path.get(1) : "";
    String shape = String.join("/", first, path.size() > 1 ? "*" : "");
    return switch (path.size() > 2 ? "" : request.method() + " " + shape) {
      case "POST imports/" -> imports.create(request);
      case "GET imports/" -> imports.list(request);
      case "GET imports/*" -> imports.show(request, second);
      case "GET users/" -> users.list(request);
      case "GET users/*" -> users.show(request, second);
      case "GET settings/" -> settings.show(request);
      case "PUT settings/" -> settings.put(request);
      case "GET properties/" -> properties.list(request);
      case "PUT properties/*" -> properties.put(request, second);
      case "DELETE properties/*" -> properties.delete(request, second);
      default ->
          throw Problem.notFound("'" + request.method() + " /" + String.join("/", path) + "'");
    };
  }
}
