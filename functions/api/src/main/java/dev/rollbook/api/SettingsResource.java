package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.OptionsReader;
import dev.rollbook.imports.OptionsReader.InvalidOptionsException;
import java.util.Optional;
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
    Fields fields = Fields.of(body, KNOWN);
    TenantSettings now = Tenancy.settings(directory, request.tenant());
    int rowLimit = fields.number("rowLimit", now.rowLimit(), 1, TenantSettings.DEFAULT_ROW_LIMIT);
    TenantSettings changed =
        new TenantSettings(
            supervisor(request, fields, "defaultSupervisor", now.defaultSupervisor()),
            supervisor(request, fields, "defaultSecondSupervisor", now.defaultSecondSupervisor()),
            rowLimit,
            guard(fields, now.guard()),
            fields.oneOf("language", now.language(), "de", "en"),
            profile(request, fields, rowLimit, now.profile()));
    Supplier<JsonNode> told = webhook.change(request.tenant(), body);
    directory.tenants().putSettings(request.tenant(), changed);
    ObjectNode view = view(changed);
    view.set("webhook", told.get());
    return Response.ok(view);
  }

  /** The username of one who is there; of null it is nobody. */
  private String supervisor(Request request, Fields fields, String name, String now) {
    if (!fields.has(name)) {
      return now;
    }
    String username = fields.text(name);
    if (!username.isEmpty() && directory.users().find(request.tenant(), username).isEmpty()) {
      throw Problem.invalid(name + ": there is no user '" + username + "'");
    }
    return username;
  }

  private static Guard guard(Fields fields, Guard now) {
    return fields
        .inner("guard", Set.of("percent", "minUsers"))
        .map(
            guard ->
                new Guard(
                    guard.number("percent", now.percent(), 0, 100),
                    guard.number("minUsers", now.minUsers(), 0, Integer.MAX_VALUE)))
        .orElse(now);
  }

  private TenantSettings.Profile profile(
      Request request, Fields fields, int rowLimit, TenantSettings.Profile now) {
    Optional<Fields> profile = fields.inner("profile", Set.of("options"));
    if (profile.isEmpty()) {
      return now;
    }
    JsonNode options = profile.get().object().path("options");
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
