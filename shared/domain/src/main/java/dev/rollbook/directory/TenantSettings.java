package dev.rollbook.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a tenant has set (SPEC section 8, {@code /settings}).
 *
 * @param defaultSupervisor username for unknown supervisors, empty for none (SPEC U7)
 * @param defaultSecondSupervisor username for unknown second supervisors, empty for none
 * @param rowLimit rows an import may process (SPEC R10)
 * @param guard of deactivations (SPEC D4)
 * @param language of messages and reports, {@code de} or {@code en}
 * @param profile default options of its imports, as the API takes them (SPEC S6)
 */
public record TenantSettings(
    String defaultSupervisor,
    String defaultSecondSupervisor,
    int rowLimit,
    Guard guard,
    String language,
    Profile profile) {

  /** Rows an import may process for a tenant that set no limit, and the most one can set. */
  public static final int DEFAULT_ROW_LIMIT = 1_000_000;

  /** What a new tenant has. */
  public static final TenantSettings DEFAULT =
      new TenantSettings("", "", DEFAULT_ROW_LIMIT, Guard.DEFAULT, "en", Profile.EMPTY);

  /** The same with another profile. */
  public TenantSettings with(Profile other) {
    return new TenantSettings(
        defaultSupervisor, defaultSecondSupervisor, rowLimit, guard, language, other);
  }

  /** The same with other default supervisors. */
  public TenantSettings withSupervisors(String first, String second) {
    return new TenantSettings(first, second, rowLimit, guard, language, profile);
  }

  /** The names of its default supervisors, as far as it has any. */
  public Set<String> supervisors() {
    return Stream.of(defaultSupervisor, defaultSecondSupervisor)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Default options of a tenant's imports.
   *
   * @param options an object as in {@code POST /imports}; what is null in it says nothing and goes
   */
  public record Profile(JsonNode options) {
    /** No defaults but the product's own. */
    public static final Profile EMPTY = new Profile(JsonNodeFactory.instance.objectNode());

    /** Copies the options. */
    public Profile {
      options = withoutNulls(options.deepCopy());
    }

    private static JsonNode withoutNulls(JsonNode node) {
      if (node instanceof ObjectNode object) {
        object.properties().removeIf(field -> field.getValue().isNull());
      }
      node.forEach(Profile::withoutNulls);
      return node;
    }
  }
}
