package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.testkit.Sample;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users who get another name by hand (SPEC U14). */
class RenameResourceTest {

  private final Caller caller = new Caller();

  @BeforeEach
  void users() {
    caller.users.create(Caller.TENANT, Sample.fullUser("ada"), "hash");
    caller.user("boss", Map.of());
  }

  private Response rename(String from, String to) {
    return caller.call("POST", "/users/" + from + "/rename", "{'username': '" + to + "'}");
  }

  @Test
  void shouldGiveAUserAnotherNameAndKeepTheRest() {
    JsonNode before = json(caller.call("GET", "/users/ada"));

    JsonNode renamed = json(rename("ada", "ada.l"));

    assertThat(renamed.path("username").asText()).isEqualTo("ada.l");
    assertThat(renamed.path("id").asText()).isNotEmpty().isEqualTo(before.path("id").asText());
    assertThat(renamed.path("tags")).isEqualTo(before.path("tags"));
    assertThat(renamed.path("createdAt")).isEqualTo(before.path("createdAt"));
    assertThat(json(caller.call("GET", "/users/ada.l"))).isEqualTo(renamed);
    assertThat(caller.users.passwordHash(Caller.TENANT, "ada.l")).contains("hash");
    assertThat(problem(caller.call("GET", "/users/ada"))).isEqualTo("404 NOT_FOUND");
  }

  @Test
  void shouldHaveAllFollowWhoNameTheUser() {
    caller.users.create(Caller.TENANT, Sample.user("eve").with().supervisor("boss").build(), "");
    caller.users.create(
        Caller.TENANT,
        Sample.user("kim").with().supervisor("eve").secondSupervisor("boss").build(),
        "");
    caller.tenants.putSettings(
        Caller.TENANT, TenantSettings.DEFAULT.withSupervisors("boss", "eve"));

    assertThat(rename("boss", "chef").status()).isEqualTo(200);

    assertThat(caller.stored("eve").supervisor()).isEqualTo("chef");
    User kim = caller.stored("kim");
    assertThat(kim.supervisor()).isEqualTo("eve");
    assertThat(kim.secondSupervisor()).isEqualTo("chef");
    TenantSettings settings = caller.tenants.settings(Caller.TENANT).orElseThrow();
    assertThat(settings.defaultSupervisor()).isEqualTo("chef");
    assertThat(settings.defaultSecondSupervisor()).isEqualTo("eve");
    assertThat(caller.changes.open()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, x, 404 NOT_FOUND",
    "ada, boss, 409 USERNAME_TAKEN",
    "ada, '', 400 INVALID_REQUEST",
    "ada, 'a\u0007b', 400 INVALID_REQUEST",
  })
  void shouldRefuse(String from, String to, String expected) {
    assertThat(problem(rename(from, to))).isEqualTo(expected);

    assertThat(caller.stored("ada").tags()).isNotEmpty();
    assertThat(caller.changes.open()).isEmpty();
  }

  @Test
  void shouldLeaveAUserWhoHasTheNameAlready() {
    User before = caller.stored("ada");

    assertThat(rename("ada", "ada").status()).isEqualTo(200);

    assertThat(caller.stored("ada")).isEqualTo(before);
  }

  @Test
  void shouldRenameOnlyBetweenImports() { // SPEC G8
    caller.importRuns();
    assertThat(problem(rename("ada", "x"))).isEqualTo("409 IMPORT_RUNNING");

    caller.importEnds();
    assertThat(rename("ada", "x").status()).isEqualTo(200);
  }

  @Test
  void shouldGiveAFreedNameToSomebodyElse() {
    String id = caller.stored("ada").id();
    rename("ada", "ada.l");
    rename("boss", "ada");

    assertThat(caller.stored("ada").id()).isNotEqualTo(id);
    assertThat(caller.stored("ada.l").id()).isEqualTo(id);
  }
}
