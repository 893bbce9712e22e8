package dev.rollbook.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.Json;
import dev.rollbook.testkit.InMemoryTenants;
import dev.rollbook.testkit.Lambda;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose key it is, through the functions that give and check it. */
class KeysTest {

  /** The key of the sample events. */
  private static final String SAMPLE_KEY = "rbk_demo_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

  private final InMemoryTenants tenants = new InMemoryTenants();
  private final SecureRandom random = new SecureRandom();
  private final Keys keys = new Keys(tenants, random);

  /** Counts up from 0, so that it gives the key of the sample events. */
  private static final class CountingRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) i;
      }
    }
  }

  @Test
  void shouldTellWhoseKeyItIs() {
    assertThat(keys.tenantOf(keys.issue("demo"))).contains("demo");
    assertThat(keys.tenantOf(keys.issue("a-b"))).contains("a-b");
  }

  @Test
  void shouldStoreNothingThatAKeyCouldBeMadeOf() {
    String key = keys.issue("demo");

    assertThat(tenants.keyHashes("demo")).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    assertThat(tenants.keyHashes("demo").toString()).doesNotContain(key.substring(9));
  }

  @Test
  void shouldKeepTheKeyBeforeTheNewestGoodButNoOlderOne() {
    String first = keys.issue("demo");
    String second = keys.issue("demo");
    assertThat(keys.tenantOf(first)).contains("demo");

    String third = keys.issue("demo");

    assertThat(keys.tenantOf(first)).isEmpty();
    assertThat(keys.tenantOf(second)).contains("demo");
    assertThat(keys.tenantOf(third)).contains("demo");
  }

  @Test
  void shouldNotTakeOneTenantsKeyForAnothers() {
    String key = keys.issue("demo");
    keys.issue("other");

    assertThat(keys.tenantOf(key.replace("demo", "other"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rbk_",
        "rbk_demo",
        "rbk_demo_",
        "rbk_DEMO_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "rbk_demo_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "rbk_demo_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh",
        " rbk_demo_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "rbk_demo_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9",
      })
  void shouldTakeNothingElseForAKey(String key) {
    new Keys(tenants, new CountingRandom()).issue("demo");

    assertThat(keys.tenantOf(key)).isEmpty();
  }

  @Test
  void shouldLetAKnownKeyInWithItsTenant() {
    assertThat(new Keys(tenants, new CountingRandom()).issue("demo")).isEqualTo(SAMPLE_KEY);

    JsonNode answer = Lambda.invoke(new AuthorizerHandler(keys), Lambda.sampleEvent("authorizer"));

    assertThat(answer)
        .isEqualTo(
            Json.parse(
                "{\"isAuthorized\": true, \"context\": {\"tenant\": \"demo\"}}", JsonNode.class));
  }

  @Test
  void shouldFindTheHeaderWhateverItsCase() {
    new Keys(tenants, new CountingRandom()).issue("demo");
    String event =
        Lambda.sampleEvent("authorizer").replace("\"authorization\"", "\"Authorization\"");

    JsonNode answer = Lambda.invoke(new AuthorizerHandler(keys), event);

    assertThat(answer.at("/context/tenant").asText()).isEqualTo("demo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic x", "bearer ", "Bearer rbk_demo_x", ""})
  void shouldAnswerWithTheOneErrorThatBecomes401(String authorization) {
    String event = Lambda.sampleEvent("authorizer").replace("Bearer " + SAMPLE_KEY, authorization);

    assertThatThrownBy(() -> Lambda.invoke(new AuthorizerHandler(keys), event))
        .hasMessage("Unauthorized");
  }

  @Test
  void shouldAnswer401WithoutAnAuthorizationHeader() {
    String event =
        Lambda.sampleEvent("authorizer").replace("\"authorization\"", "\"x-authorization\"");

    assertThatThrownBy(() -> Lambda.invoke(new AuthorizerHandler(keys), event))
        .hasMessage("Unauthorized");
  }

  @Test
  void shouldMakeATenantAndGiveItAKey() {
    TenantHandler handler = new TenantHandler(tenants, random, "https://api.invalid/v1");

    JsonNode first = Lambda.invoke(handler, Lambda.sampleEvent("tenant"));
    JsonNode second = Lambda.invoke(handler, Lambda.sampleEvent("tenant"));

    assertThat(tenants.settings("demo")).isPresent();
    assertThat(first.path("tenant").asText()).isEqualTo("demo");
    assertThat(first.path("api").asText()).isEqualTo("https://api.invalid/v1");
    assertThat(keys.tenantOf(first.path("key").asText())).contains("demo");
    assertThat(keys.tenantOf(second.path("key").asText())).contains("demo");
  }

  @Test
  void shouldRevokeEveryKeyOfATenantAndNoOthers() {
    TenantHandler handler = new TenantHandler(tenants, random, "https://api.invalid/v1");
    String one = Lambda.invoke(handler, "{\"tenant\": \"demo\"}").path("key").asText();
    String two = Lambda.invoke(handler, "{\"tenant\": \"demo\"}").path("key").asText();
    String others = Lambda.invoke(handler, "{\"tenant\": \"other\"}").path("key").asText();

    JsonNode answer = Lambda.invoke(handler, "{\"tenant\": \"demo\", \"revoke\": true}");

    assertThat(answer)
        .isEqualTo(Json.parse("{\"tenant\": \"demo\", \"revoked\": 2}", JsonNode.class));
    assertThat(keys.tenantOf(one)).isEmpty();
    assertThat(keys.tenantOf(two)).isEmpty();
    assertThat(keys.tenantOf(others)).contains("other");
    String next = Lambda.invoke(handler, "{\"tenant\": \"demo\"}").path("key").asText();
    assertThat(keys.tenantOf(next)).contains("demo");
    assertThat(keys.tenantOf(two)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tenant\": \"demo\", \"revoke\": \"yes\"}",
        "{\"tenant\": \"demo\", \"revoked\": true}",
        "{\"tenant\": \"nobody\", \"revoke\": true}",
      })
  void shouldGiveNoKeyWhereOneWasToEnd(String event) {
    TenantHandler handler = new TenantHandler(tenants, random, "https://api.invalid/v1");
    String key = keys.issue("demo");

    assertThatThrownBy(() -> Lambda.invoke(handler, event))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(keys.tenantOf(key)).contains("demo");
    assertThat(tenants.keyHashes("demo")).hasSize(1);
    assertThat(tenants.settings("nobody")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"tenant\": null}", "{\"tenant\": \"ab\"}", "{\"tenant\": \"A B C\"}"})
  void shouldRefuseATenantsNameThatCannotBe(String event) {
    TenantHandler handler = new TenantHandler(tenants, random, "https://api.invalid/v1");

    assertThatThrownBy(() -> Lambda.invoke(handler, event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 to 32");
  }
}
