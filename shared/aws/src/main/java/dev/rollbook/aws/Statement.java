package dev.rollbook.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** A PartiQL statement with its parameters in the making. */
final class Statement {

  /** The service takes statements of so many characters. */
  private static final int MOST_CHARACTERS = 8_192;

  private final StringBuilder text = new StringBuilder();
  private final List<AttributeValue> parameters = new ArrayList<>();

  private Statement() {}

  /** Inserts an item, which must not be there. */
  static Statement insert(String table, Map<String, AttributeValue> item) {
    Statement statement = new Statement();
    statement.text.append("INSERT INTO ").append(name(table)).append(" VALUE {");
    String separator = "";
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      statement
          .text
          .append(separator)
          .append('\'')
          .append(attribute.getKey().replace("'", "''"))
          .append("': ?");
      statement.parameters.add(attribute.getValue());
      separator = ", ";
    }
    statement.text.append('}');
    return statement;
  }

  /** Begins an update of an item. */
  static Statement update(String table) {
    Statement statement = new Statement();
    statement.text.append("UPDATE ").append(name(table));
    return statement;
  }

  Statement set(String attribute, AttributeValue value) {
    text.append(" SET ").append(name(attribute)).append("=?");
    parameters.add(value);
    return this;
  }

  Statement remove(String attribute) {
    text.append(" REMOVE ").append(name(attribute));
    return this;
  }

  /** Sets a text, or removes the attribute where the text is empty. */
  Statement text(String attribute, String value) {
    return value.isEmpty() ? remove(attribute) : set(attribute, Values.text(value));
  }

  /** Which item; conditions follow. */
  Statement where(Key key) {
    text.append(" WHERE ").append(name(Key.PK)).append("=?");
    parameters.add(Values.text(key.pk()));
    return and(Key.SK, "=", Values.text(key.sk()));
  }

  Statement and(String attribute, String comparison, AttributeValue value) {
    text.append(" AND ").append(name(attribute)).append(comparison).append('?');
    parameters.add(value);
    return this;
  }

  Statement andMissing(String attribute) {
    text.append(" AND ").append(name(attribute)).append(" IS MISSING");
    return this;
  }

  private static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Whether the service takes it. */
  boolean isPossible() {
    return text.length() <= MOST_CHARACTERS;
  }

  BatchStatementRequest request() {
    return BatchStatementRequest.builder()
        .statement(text.toString())
        .parameters(parameters)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }
}
