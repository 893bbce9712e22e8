package dev.rollbook.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** A PartiQL statement in the making: its text, and its values in the order of the text. */
final class PartiQl implements UpdateClauses {

  /** Bytes of a statement's text, as the service takes them. */
  private static final int MOST_TEXT_BYTES = 8_192;

  /**
   * Bytes of values in a statement of a batch: twenty-five of them stay at a megabyte, as much as
   * the service answers or takes at once without more words.
   */
  private static final int MOST_VALUE_BYTES = 40 * 1024;

  private final StringBuilder text = new StringBuilder();
  private final List<AttributeValue> values = new ArrayList<>();
  private boolean plain = true;

  private PartiQl() {}

  /** The insertion of an item, which fails if there is one of its key. */
  static PartiQl insert(String table, Map<String, AttributeValue> item) {
    PartiQl statement = new PartiQl();
    statement.text.append("INSERT INTO ").append(statement.name(table)).append(" VALUE {");
    String comma = "";
    for (Map.Entry<String, AttributeValue> attribute : new TreeMap<>(item).entrySet()) {
      statement.requirePlain(attribute.getKey());
      statement
          .text
          .append(comma)
          .append("'")
          .append(attribute.getKey())
          .append("':")
          .append(statement.value(attribute.getValue()));
      comma = ",";
    }
    statement.text.append("}");
    return statement;
  }

  /** The update of an item, which fails if there is none. */
  static PartiQl update(String table) {
    PartiQl statement = new PartiQl();
    statement.text.append("UPDATE ").append(statement.name(table));
    return statement;
  }

  @Override
  public String name(String attribute) {
    requirePlain(attribute);
    return "\"" + attribute + "\"";
  }

  /** Names with quotes and the like are left to the other language, which has placeholders. */
  private void requirePlain(String name) {
    plain =
        plain
            && name.chars()
                .noneMatch(c -> c == '"' || c == '\'' || c == '\\' || Character.isISOControl(c));
  }

  @Override
  public String value(AttributeValue value) {
    values.add(value);
    return "?";
  }

  @Override
  public String isMissing(String attribute) {
    return name(attribute) + " IS MISSING";
  }

  @Override
  public PartiQl set(String attribute, AttributeValue value) {
    text.append(" SET ").append(name(attribute)).append("=").append(value(value));
    return this;
  }

  @Override
  public PartiQl remove(String attribute) {
    text.append(" REMOVE ").append(name(attribute));
    return this;
  }

  /** Ends an update. To be called before the condition's values are asked for. */
  PartiQl where(Key key) {
    text.append(" WHERE ").append(is(Key.PK, Values.text(key.pk())));
    return and(is(Key.SK, Values.text(key.sk())));
  }

  /** Adds a condition. */
  PartiQl and(String condition) {
    text.append(" AND ").append(condition);
    return this;
  }

  /** Whether it can go along with others. */
  boolean isPossible() {
    return plain
        && text.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_TEXT_BYTES
        && values.stream().mapToInt(ItemSize::of).sum() <= MOST_VALUE_BYTES;
  }

  /** The statement for a batch, which asks for the old item where the condition fails. */
  BatchStatementRequest request() {
    return BatchStatementRequest.builder()
        .statement(text.toString())
        .parameters(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }
}
