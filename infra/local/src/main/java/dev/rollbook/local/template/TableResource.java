package dev.rollbook.local.template;

import java.util.List;
import java.util.Map;

/**
 * An {@code AWS::DynamoDB::Table}.
 *
 * @param attributeTypes {@code S}, {@code N} or {@code B} by attribute name
 * @param key the table's own key
 * @param indexes its global secondary indexes
 * @param timeToLiveAttribute empty if items do not expire
 */
public record TableResource(
    String logicalId,
    String name,
    Map<String, String> attributeTypes,
    List<KeyPart> key,
    List<Index> indexes,
    String timeToLiveAttribute) {

  /**
   * An attribute's part in a key.
   *
   * @param type {@code HASH} or {@code RANGE}
   */
  public record KeyPart(String attribute, String type) {}

  /**
   * A global secondary index.
   *
   * @param projection {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
   * @param included what {@code INCLUDE} includes
   */
  public record Index(String name, List<KeyPart> key, String projection, List<String> included) {}
}
