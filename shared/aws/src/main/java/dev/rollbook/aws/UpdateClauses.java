package dev.rollbook.aws;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an update sets and removes, and the words of its condition; so that one update can be said
 * in both languages of the service.
 */
interface UpdateClauses {

  /** An attribute's name in the text. */
  String name(String attribute);

  /** A value in the text; values are asked for in the order in which they stand there. */
  String value(AttributeValue value);

  /** The condition that an item lacks an attribute. */
  String isMissing(String attribute);

  /** Sets an attribute. */
  UpdateClauses set(String attribute, AttributeValue value);

  /** Removes an attribute; fine if the item lacks it. */
  UpdateClauses remove(String attribute);

  /** Sets a text, or removes the attribute where the text is empty. */
  default UpdateClauses text(String attribute, String value) {
    return value.isEmpty() ? remove(attribute) : set(attribute, Values.text(value));
  }

  /** The condition that an attribute has a value. */
  default String is(String attribute, AttributeValue value) {
    return name(attribute) + " = " + value(value);
  }
}
