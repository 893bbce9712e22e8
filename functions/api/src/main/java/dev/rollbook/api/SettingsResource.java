package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.OptionsReader;
import dev.rollbook.imports.OptionsReader.InvalidOptionsException;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /settings}. A PUT changes what it names and leaves the rest. */
final class SettingsResource {

  private static final Set<String> KNOWN =
      Set.of(
          "defaultSupervisor",
          "defaultSecondSupervisor",
          "rowLimit",
          "guard",
          "language",
          "profile",
          "webhook");

  private final Directory directory;
  private final WebhookResource webhook;

  SettingsResource(Directory directory, WebhookResource webhook) {
    this.directory = directory;
    this.webhook = webhook;
  }

  /** {@code GET /settings}. */
  Response show(Request request) {
    ObjectNode view = view(Tenancy.settings(directory, request.tenant()));
    view.set("webhook", webhook.view(request.tenant()));
    return Response.ok(view);
  }

  /** {@code PUT /settings}. */
  Response put(Request request) {
    ObjectNode body = request.json();
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                throw Problem.invalid("there is no setting '" + name + "'");
              }
            });
    TenantSettings now = Tenancy.settings(directory, request.tenant());
    int rowLimit = number(body, "rowLimit", now.rowLimit(), 1, TenantSettings.DEFAULT_ROW_LIMIT);
    TenantSettings changed =
        new TenantSettings(
            supervisor(request, body, "defaultSupervisor", now.defaultSupervisor()),
            supervisor(request, body, "defaultSecondSupervisor", now.defaultSecondSupervisor()),
            rowLimit,
            guard(body, now.guard()),
            language(body, now.language()),
            body.has("profile") ? profile(request, body, rowLimit) : now.profile());
    Supplier<JsonNode> told = webhook.change(request.tenant(), body);
    directory.tenants().putSettings(request.tenant(), changed);
    ObjectNode view = view(changed);
    view.set("webhook", told.get());
    return Response.ok(view);
  }

  private String supervisor(Request request, ObjectNode body, String name, String now) {
    if (!body.has(name)) {
      return now;
    }
    String username = body.path(name).isNull() ? "" : body.path(name).asText();
    if (!username.isEmpty() && directory.users().find(request.tenant(), username).isEmpty()) {
      throw Problem.invalid(name + ": there is no user '" + username + "'");
    }
    return username;
  }

  private static int number(JsonNode body, String name, int now, int least, int most) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return now;
    }
    if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
      throw Problem.invalid(
          name + " must be a whole number from " + least + " to " + most + ", not " + value);
    }
    return value.asInt();
  }

  private static Guard guard(ObjectNode body, Guard now) {
    JsonNode guard = body.path("guard");
    onlyFields("guard", guard, "percent", "minUsers");
    return new Guard(
        number(guard, "percent", now.percent(), 0, 100),
        number(guard, "minUsers", now.minUsers(), 0, Integer.MAX_VALUE));
  }

  /** Refuses what is no object with these fields; one that is absent changes nothing. */
  private static void onlyFields(String name, JsonNode value, String... fields) {
    if (!value.isMissingNode() && !value.isObject()) {
      throw Problem.invalid(name + " must be an object with " + String.join(" and ", fields));
    }
    value
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!Set.of(fields).contains(field)) {
                throw Problem.invalid(name + " has no field '" + field + "'");
              }
            });
  }

  private static String language(ObjectNode body, String now) {
    String language = body.path("language").asText(now);
    if (!Set.of("de", "en").contains(language)) {
      throw Problem.invalid("language must be de or en, not " + language);
    }
    return language;
  }

  private TenantSettings.Profile profile(Request request, ObjectNode body, int rowLimit) {
    onlyFields("profile", body.path("profile"), "options");
    JsonNode options = body.path("profile").path("options");
    if (options.isMissingNode()) {
      return TenantSettings.Profile.EMPTY;
    }
    TenantSettings unset = TenantSettings.DEFAULT;
    try {
      // As an import would read it that says nothing itself.
      OptionsReader.of(
              new TenantSettings(
                  "", "", rowLimit, unset.guard(), unset.language(), unset.profile()),
              directory,
              request.tenant())
          .read(options);
      return new TenantSettings.Profile(options);
    } catch (InvalidOptionsException e) {
      throw new Problem(400, "INVALID_OPTIONS", "profile: " + e.getMessage());
    }
  }

  private static ObjectNode view(TenantSettings settings) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("defaultSupervisor", text(settings.defaultSupervisor()));
    view.put("defaultSecondSupervisor", text(settings.defaultSecondSupervisor()));
    view.put("rowLimit", settings.rowLimit());
    view.putObject("guard")
        .put("percent", settings.guard().percent())
        .put("minUsers", settings.guard().minUsers());
    view.put("language", settings.language());
    view.putObject("profile").set("options", settings.profile().options());
    return view;
  }

  private static String text(String value) {
    return value.isEmpty() ? null : value;
  }
}
