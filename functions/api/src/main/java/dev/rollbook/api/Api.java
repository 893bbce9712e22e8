package dev.rollbook.api;

import dev.rollbook.aws.UnavailableException;
import dev.rollbook.changes.ChangeApplier;
import dev.rollbook.changes.Changes;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.HandEdits;
import dev.rollbook.directory.PasswordHasher;
import dev.rollbook.imports.Buckets;
import dev.rollbook.imports.Commands;
import dev.rollbook.imports.DerivedImports;
import dev.rollbook.imports.ImportCloser;
import dev.rollbook.imports.Journal;
import dev.rollbook.imports.UserHistory;
import dev.rollbook.lambda.LogContext;
import dev.rollbook.webhooks.Sealer;
import dev.rollbook.webhooks.WebhookAddresses;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who answers a request. Every route is in the constructor. */
public final class Api {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private final List<Route> routes;

  /** Answers from these ports; {@code ids} gives ULIDs. */
  public Api(
      Journal journal,
      Changes changes,
      Directory directory,
      HandEdits handEdits,
      Buckets buckets,
      Commands commands,
      PasswordHasher hasher,
      Sealer sealer,
      WebhookAddresses addresses,
      Supplier<String> ids,
      Clock clock) {
    var closer = new ImportCloser(journal, commands, buckets, clock);
    var changeCalls =
        new ChangeCalls(
            changes,
            new ChangeApplier(changes, directory, journal.turns(), commands, closer, clock),
            ids,
            clock);
    var imports = new ImportsResource(journal, directory, buckets.uploads(), ids, clock);
    var results = new ResultsResource(journal.imports(), buckets);
    var plan = new PlanResource(journal.imports(), directory, buckets, clock);
    var derived =
        new DerivedResource(
            journal.imports(),
            new DerivedImports(journal.imports(), directory, buckets, commands, ids, clock));
    var cancel = new CancelResource(journal.imports(), closer, clock);
    var review = new ReviewResource(journal.imports(), directory, buckets, commands, clock);
    var deactivations = new DeactivationsResource(journal, buckets, commands, clock);
    var notes = new EditNotes(handEdits, clock);
    var history =
        new HistoryResource(
            directory, new UserHistory(journal.imports(), handEdits, buckets, sealer));
    var users = new UsersResource(directory, changeCalls, notes, clock);
    var passwords = new PasswordsResource(directory.users(), hasher, notes, clock);
    var rename = new RenameResource(directory, changeCalls, notes);
    var groups = new GroupsResource(directory, changeCalls);
    var members = new MembersResource(directory, changeCalls, notes, clock);
    var sample = new SampleResource(directory);
    var properties = new PropertiesResource(directory, changeCalls);
    var webhook =
        new WebhookResource(journal.outbox(), sealer, addresses, ids, new SecureRandom(), clock);
    var settings = new SettingsResource(directory, webhook);
    this.routes =
        List.of(
            Route.all("POST", "/imports", imports::create),
            Route.all("GET", "/imports", imports::list),
            Route.one("GET", "/imports/{id}", imports::show),
            Route.one("GET", "/imports/{id}/preview", review::preview),
            Route.one("POST", "/imports/{id}/start", review::start),
            Route.one("POST", "/imports/{id}/cancel", cancel::cancel),
            Route.one("GET", "/imports/{id}/plan", plan::show),
            Route.one("POST", "/imports/{id}/apply", derived::apply),
            Route.one("POST", "/imports/{id}/undo", derived::undo),
            Route.one("GET", "/imports/{id}/report", results::report),
            Route.one("GET", "/imports/{id}/changes", results::changes),
            Route.one("GET", "/imports/{id}/deactivations", results::deactivations),
            Route.one("GET", "/imports/{id}/failed", results::failed),
            Route.one("POST", "/imports/{id}/deactivations/approve", deactivations::approve),
            Route.one("POST", "/imports/{id}/deactivations/discard", deactivations::discard),
            Route.all("GET", "/sample", sample::show),
            Route.all("GET", "/settings", settings::show),
            Route.all("PUT", "/settings", settings::put),
            Route.all("POST", "/settings/webhook/rotate", webhook::rotate),
            Route.all("POST", "/settings/webhook/test", webhook::test),
            Route.all("GET", "/settings/webhook/deliveries", webhook::deliveries),
            Route.all("GET", "/properties", properties::list),
            Route.one("PUT", "/properties/{name}", properties::put),
            Route.one("DELETE", "/properties/{name}", properties::delete),
            Route.all("GET", "/groups", groups::list),
            Route.one("PUT", "/groups/{id}", groups::put),
            Route.one("DELETE", "/groups/{id}", groups::delete),
            Route.one("GET", "/groups/{id}/members", members::list),
            Route.two("PUT", "/groups/{id}/members/{username}", members::join),
            Route.two("DELETE", "/groups/{id}/members/{username}", members::leave),
            Route.all("GET", "/users", users::list),
            Route.all("POST", "/users", users::create),
            // Before the shorter one, which takes names with slashes.
            Route.one("GET", "/users/{username}/history", history::show),
            Route.one("GET", "/users/{username}", users::show),
            Route.one("PATCH", "/users/{username}", users::change),
            Route.one("DELETE", "/users/{username}", users::delete),
            Route.one("POST", "/users/{username}/rename", rename::rename),
            Route.one("PUT", "/users/{username}/password", passwords::put),
            Route.one("POST", "/users/{username}/password/verify", passwords::verify));
  }

  /** Every route there is. */
  List<Route> routes() {
    return routes;
  }

  /** The answer to a request, whatever it is. */
  public Response answer(Request request) {
    LogContext.set(request.tenant(), importId(request.path()));
    try {
      return route(request);
    } catch (Problem problem) {
      return Response.problem(problem);
    } catch (RuntimeException e) {
      // The path may be a username, and no more is needed to find the fault.
      LOG.error("{} of /{} failed", request.method(), request.path().get(0), e);
      return Response.problem(
          UnavailableException.isBehind(e)
              ? new Problem(503, "UNAVAILABLE", "the store is too busy; try again in a moment")
              : new Problem(500, "INTERNAL", "something failed on our side; please tell us"));
    }
  }

  private static String importId(List<String> path) {
    return path.size() > 1 && path.get(0).equals("imports") ? path.get(1) : "";
  }

  private Response route(Request request) {
    List<String> others = new ArrayList<>();
    for (Route route : routes) {
      Optional<List<String>> names = route.names(request.path());
      if (names.isPresent() && route.method().equals(request.method())) {
        return route.to(request, names.get());
      }
      names.ifPresent(any -> others.add(route.method()));
    }
    String path = "/" + String.join("/", request.path());
    if (others.isEmpty()) {
      throw Problem.notFound("'" + path + "'");
    }
    throw new Problem(
        405,
        "METHOD_NOT_ALLOWED",
        request.method() + " is not for '" + path + "'; use " + String.join(" or ", others));
  }
}
