package dev.rollbook.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A property that a tenant gives its users (SPEC U5).
 *
 * @param name unique in the tenant
 * @param type how a cell becomes its value
 * @param options what a dropdown offers, in order; the first may be empty
 * @param autoRemove whether a user whose value no longer meets a group's condition leaves that
 *     group (SPEC G4)
 */
public record Property(String name, Type type, List<String> options, boolean autoRemove) {

  /** Copies the options. */
  public Property {
    options = List.copyOf(options);
  }

  /** How a cell becomes a property's value. */
  public enum Type {
    /** Takes the cell's text. */
    @JsonProperty("input")
    INPUT,
    /** Takes the text if it is one of the options, else the first option. */
    @JsonProperty("dropdown")
    DROPDOWN
  }
}
