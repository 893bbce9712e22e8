package dev.rollbook.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The text of an expression with its placeholders. These are as short as can be: the text of an
 * update may have 4 KB, which 300 columns at {@code #ab=:ab,} fill to 2.4 KB.
 */
final class Expression implements UpdateClauses {

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> placeholders = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();
  private final List<String> set = new ArrayList<>();
  private final List<String> remove = new ArrayList<>();
  private final List<String> add = new ArrayList<>();
  private final List<String> delete = new ArrayList<>();

  /** The placeholder of an attribute's name. */
  @Override
  public String name(String attribute) {
    return placeholders.computeIfAbsent(
        attribute,
        key -> {
          String placeholder = "#" + Integer.toString(names.size(), Character.MAX_RADIX);
          names.put(placeholder, key);
          return placeholder;
        });
  }

  /** The placeholder of a value. */
  @Override
  public String value(AttributeValue value) {
    String placeholder = ":" + Integer.toString(values.size(), Character.MAX_RADIX);
    values.put(placeholder, value);
    return placeholder;
  }

  @Override
  public String isMissing(String attribute) {
    return "attribute_not_exists(" + name(attribute) + ")";
  }

  @Override
  public Expression set(String attribute, AttributeValue value) {
    return setTo(attribute, value(value));
  }

  /** Sets an attribute to a value that has its placeholder. */
  Expression setTo(String attribute, String value) {
    set.add(name(attribute) + "=" + value);
    return this;
  }

  Expression setIfAbsent(String attribute, AttributeValue value) {
    String name = name(attribute);
    set.add(name + "=if_not_exists(" + name + "," + value(value) + ")");
    return this;
  }

  @Override
  public Expression remove(String attribute) {
    remove.add(name(attribute));
    return this;
  }

  Expression add(String attribute, AttributeValue value) {
    add.add(name(attribute) + " " + value(value));
    return this;
  }

  /** Removes values from a set; fine if it lacks them. */
  Expression delete(String attribute, AttributeValue value) {
    delete.add(name(attribute) + " " + value(value));
    return this;
  }

  /** The text of the update. */
  String update() {
    List<String> clauses = new ArrayList<>();
    clause(clauses, "SET ", set);
    clause(clauses, "REMOVE ", remove);
    clause(clauses, "ADD ", add);
    clause(clauses, "DELETE ", delete);
    return String.join(" ", clauses);
  }

  private static void clause(List<String> clauses, String word, List<String> actions) {
    if (!actions.isEmpty()) {
      clauses.add(word + String.join(",", actions));
    }
  }

  Map<String, String> names() {
    return names;
  }

  Map<String, AttributeValue> values() {
    return values;
  }
}
