package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rollbook.directory.Guard;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.Tenants;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Tenants} keep. */
public abstract class TenantsContract {

  private static final TenantSettings SETTINGS =
      new TenantSettings(
          "boss",
          "chief",
          5_000,
          new Guard(10, 5),
          "de",
          new TenantSettings.Profile(
              JsonNodeFactory.instance.objectNode().put("deactivateUnlisted", true)));

  /** Tenants, none there yet. */
  protected abstract Tenants tenants();

  @Test
  void shouldMakeATenantOnce() {
    assertThat(tenants().settings("t1")).isEmpty();

    tenants().createIfMissing("t1");
    assertThat(tenants().settings("t1")).contains(TenantSettings.DEFAULT);

    tenants().putSettings("t1", SETTINGS);
    tenants().createIfMissing("t1");
    assertThat(tenants().settings("t1")).contains(SETTINGS);
    assertThat(tenants().settings("t2")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "t1#U#00", "a/b", " "})
  void shouldKnowNoTenantOfANameThatNobodyCanHave(String name) { // SPEC S2
    tenants().createIfMissing("t1");

    assertThat(tenants().settings(name)).isEmpty();
  }

  @Test
  void shouldKeepProperties() {
    Property city = new Property("city", Property.Type.INPUT, List.of(), false);
    Property size = new Property("Größe #1", Property.Type.DROPDOWN, List.of("", "S"), true);
    tenants().putProperty("t1", city);
    tenants().putProperty("t1", size);
    tenants().putKeyHashes("t1", List.of("x"));

    assertThat(tenants().properties("t1")).containsExactlyInAnyOrder(city, size);
    assertThat(tenants().properties("t2")).isEmpty();

    Property changed = new Property("city", Property.Type.DROPDOWN, List.of("Bath"), true);
    tenants().putProperty("t1", changed);
    tenants().deleteProperty("t1", "Größe #1");
    tenants().deleteProperty("t1", "never");
    tenants().deleteProperty("t2", "city");
    assertThat(tenants().properties("t1")).containsExactly(changed);
  }

  @Test
  void shouldKeepKeyHashesInOrder() {
    assertThat(tenants().keyHashes("t1")).isEmpty();

    tenants().putKeyHashes("t1", List.of("new", "old"));
    assertThat(tenants().keyHashes("t1")).containsExactly("new", "old");
    assertThat(tenants().keyHashes("t2")).isEmpty();

    tenants().putKeyHashes("t1", List.of());
    assertThat(tenants().keyHashes("t1")).isEmpty();
  }
}
