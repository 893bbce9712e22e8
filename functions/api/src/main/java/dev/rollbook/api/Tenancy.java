package dev.rollbook.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollbook.directory.Directory;
import dev.rollbook.directory.Property;
import dev.rollbook.directory.TenantSettings;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions;
import dev.rollbook.imports.Imports;
import dev.rollbook.imports.OptionsReader;
import dev.rollbook.imports.OptionsReader.InvalidOptionsException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of the tenant that a key belongs to. */
final class Tenancy {

  /** A name that no tenant can have: a function warms up by reading what is not there. */
  static final String NOBODY = "-";

  private Tenancy() {}

  static TenantSettings settings(Directory directory, String tenant) {
    return directory
        .tenants()
        .settings(tenant)
        .orElseThrow(() -> new IllegalStateException("a key without a tenant: " + tenant));
  }

  /** The tenant's properties by name, in their order. */
  static Map<String, Property> properties(Directory directory, String tenant) {
    Map<String, Property> properties = new LinkedHashMap<>();
    directory.tenants().properties(tenant).forEach(one -> properties.put(one.name(), one));
    return properties;
  }

  /**
   * The options that a request asks for.
   *
   * @throws Problem naming what is wrong with them
   */
  static ImportOptions options(
      Directory directory, String tenant, TenantSettings settings, JsonNode asked) {
    try {
      return OptionsReader.of(settings, directory, tenant).read(asked);
    } catch (InvalidOptionsException e) {
      throw new Problem(400, "INVALID_OPTIONS", e.getMessage());
    }
  }

  /** An import of the tenant. */
  static Import find(Imports imports, String tenant, String importId) {
    return imports
        .find(tenant, importId)
        .orElseThrow(() -> Problem.notFound("import '" + importId + "'"));
  }
}
