package dev.rollbook.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A group of a tenant's users (SPEC section 5).
 *
 * @param id unique in the tenant
 * @param name what people call it; IMPORT groups have different ones, MANUAL groups need not
 * @param origin who made it
 * @param parent id of the group above it, empty for none
 * @param conditions all of which a user must meet to join by itself; empty for a group that is
 *     edited by hand only
 */
public record Group(
    String id, String name, Origin origin, String parent, List<Condition> conditions) {

  /** The id of the root group, which every tenant has (SPEC G5). */
  public static final String ROOT = "all";

  /**
   * Ids of IMPORT groups begin with it, and no other group's do: the id alone tells where a group
   * comes from.
   */
  public static final String IMPORT_PREFIX = "imp-";

  /**
   * 80 bits: two of a tenant's group names share an id once in some 10^12 tenants of a million
   * groups.
   */
  private static final int ID_BYTES = 10;

  /** Copies the conditions. */
  public Group {
    conditions = List.copyOf(conditions);
  }

  /** The root group of every tenant. */
  public static Group root() {
    return new Group(ROOT, "All groups", Origin.MANUAL, "", List.of());
  }

  /**
   * The IMPORT group of a name. Its id follows from the name, so that creating it twice creates
   * one.
   *
   * @param name after SPEC R5, not empty
   */
  public static Group imported(String name) {
    return new Group(importedId(name), name, Origin.IMPORT, ROOT, List.of());
  }

  /** The id of the IMPORT group of a name. */
  public static String importedId(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return IMPORT_PREFIX + HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether an id is that of an IMPORT group. */
  public static boolean isImported(String id) {
    return id.startsWith(IMPORT_PREFIX);
  }

  /** Whether users join by their properties. */
  @JsonIgnore
  public boolean isConditional() {
    return !conditions.isEmpty();
  }

  /** Whether a user with these properties meets all of the conditions. */
  public boolean isMetBy(Map<String, String> properties) {
    return conditions.stream().allMatch(condition -> condition.isMetBy(properties));
  }

  /**
   * One thing a user must have to join a group.
   *
   * @param property a property's name
   * @param anyOf the values that meet it; the empty text stands for a user without the property
   */
  public record Condition(String property, List<String> anyOf) {

    /** Copies the values. */
    public Condition {
      anyOf = List.copyOf(anyOf);
    }

    /** Whether a user with these properties meets it. */
    public boolean isMetBy(Map<String, String> properties) {
      return anyOf.contains(properties.getOrDefault(property, ""));
    }
  }
}
