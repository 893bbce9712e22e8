package dev.rollbook.roster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * What a column feeds (SPEC R7). Its text form is the one of the API: a field's name, {@code
 * property:NAME} or {@code ignore}.
 */
public sealed interface Target {

  /** The prefix of a property's text form. */
  String PROPERTY_PREFIX = "property:";

  /** The text form, as in {@code mapping[].target} and {@code reading.columns[].target}. */
  @JsonValue
  String text();

  /**
   * The target a text names.
   *
   * @return empty if the text names no target
   */
  static Optional<Target> parse(String text) {
    if (text.equals(Ignore.TEXT)) {
      return Optional.of(new Ignore());
    }
    if (text.startsWith(PROPERTY_PREFIX) && text.length() > PROPERTY_PREFIX.length()) {
      return Optional.of(new Property(text.substring(PROPERTY_PREFIX.length())));
    }
    for (Field field : Field.values()) {
      if (field.text().equals(text)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /**
   * The target a text names, for text that was checked before it was stored.
   *
   * @throws IllegalArgumentException if the text names no target
   */
  @JsonCreator
  static Target of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no target: " + text));
  }

  /** A field that every user has. */
  enum Field implements Target {
    /** The key between row and user. */
    USERNAME("username"),
    /** The e-mail address; with {@code matchBy: email} the key. */
    EMAIL("email"),
    /** Given name. */
    FIRST_NAME("firstName"),
    /** Family name. */
    LAST_NAME("lastName"),
    /** Telephone number, as written. */
    PHONE("phone"),
    /** Language, as written. */
    LANGUAGE("language"),
    /** The initial password (SPEC U6). */
    PASSWORD("password"),
    /** Names of import-created groups, split at commas (SPEC G1). */
    GROUPS("groups"),
    /** Username of the supervisor (SPEC U7). */
    SUPERVISOR("supervisor"),
    /** Username of the second supervisor (SPEC U7). */
    SECOND_SUPERVISOR("secondSupervisor"),
    /** What the user was called before its username (SPEC U14). */
    OLD_USERNAME("oldUsername"),
    /** Tags, split at commas; the one target that several columns may feed (SPEC R7, U8). */
    TAGS("tags");

    private final String text;

    Field(String text) {
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }
  }

  /**
   * A property that the tenant defined.
   *
   * @param name the property's own name, exactly
   */
  record Property(String name) implements Target {
    @Override
    public String text() {
      return PROPERTY_PREFIX + name;
    }
  }

  /** A column that is left out on purpose. */
  record Ignore() implements Target {
    static final String TEXT = "ignore";

    @Override
    public String text() {
      return TEXT;
    }
  }
}
