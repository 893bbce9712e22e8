package dev.rollbook.api;

import static dev.rollbook.api.Caller.json;
import static dev.rollbook.api.Caller.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Import;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tenant's profile (SPEC S6). */
class ProfileTest {

  private final Caller caller = new Caller();

  private Response put(String options) {
    return caller.call("PUT", "/settings", "{'profile': {'options': " + options + "}}");
  }

  private Import created(String options) {
    String id =
        json(caller.call(
                "POST",
                "/imports",
                "{'name': 'May', 'fileName': 'a.csv', 'size': 1, 'options': " + options + "}"))
            .path("importId")
            .asText();
    return caller.imports.find(Caller.TENANT, id).orElseThrow();
  }

  @Test
  void shouldBeUsedWhereAnImportDoesNotSay() {
    json(put("{'tags': ['2026'], 'deactivateUnlisted': true}"));
    Import import1 = created("{'deactivateUnlisted': false}");
    assertThat(import1.options().tags()).containsExactly("2026");
    assertThat(import1.options().deactivateUnlisted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'colour': 'red'}",
        "{'defaultGroup': 'nope'}",
        "{'mapping': [{'column': 'R', 'target': 'property:Nope'}]}",
        "{'rowLimit': 0}",
        "[]"
      })
  void shouldBeRefusedWhereAnImportsOptionsWouldBe(String options) {
    assertThat(problem(put(options))).isEqualTo("400 INVALID_OPTIONS");
    assertThat(caller.tenants.settings(Caller.TENANT)).contains(TenantSettings.DEFAULT);
  }

  @Test
  void shouldBeHeldToTheRowLimitThatComesWithIt() {
    String both = "{'rowLimit': 10, 'profile': {'options': {'rowLimit': 11}}}";
    assertThat(problem(caller.call("PUT", "/settings", both))).isEqualTo("400 INVALID_OPTIONS");
    json(caller.call("PUT", "/settings", both.replace("11", "10")));
  }

  @Test
  void shouldRefuseAnImportThatAProfileOutOfDateWouldSteer() {
    json(caller.call("PUT", "/groups/team", "{'name': 'Team'}"));
    json(put("{'defaultGroup': 'team'}"));
    assertThat(caller.call("DELETE", "/groups/team").status()).isEqualTo(204);
    String may = "{'name': 'May', 'fileName': 'a.csv', 'size': 1}";
    assertThat(problem(caller.call("POST", "/imports", may))).isEqualTo("400 INVALID_OPTIONS");
    assertThat(created("{'defaultGroup': 'all'}").options().defaultGroup()).isEqualTo("all");
  }

  @Test
  void shouldGoWithAnEmptyProfile() {
    json(put("{'tags': ['2026']}"));
    json(caller.call("PUT", "/settings", "{'profile': {}}"));
    assertThat(created("{}").options().tags()).isEmpty();
  }

  @Test
  void shouldTakeNullForWhatIsNotSaid() {
    String silent = "{'tags': null, 'review': true, 'notify': {'send': true, 'template': null}}";
    String told = "{\"review\":true,\"notify\":{\"send\":true}}";
    assertThat(json(put(silent)).at("/profile/options")).hasToString(told);
    assertThat(json(caller.call("GET", "/settings")).at("/profile/options")).hasToString(told);
    assertThat(created("{}").options().review()).isTrue();
  }
}
