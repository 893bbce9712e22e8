package dev.rollbook.local.template;

import java.util.HashMap;
import java.util.Map;

/** What is known of a stack before its resources are: its own names and its parameters. */
final class Parameters implements Scope {

  private final Map<String, Object> values;

  Parameters(StackNames names, Map<String, Object> given) {
    values = new HashMap<>(given);
    values.put("AWS::Region", names.region());
    values.put("AWS::AccountId", names.accountId());
    values.put("AWS::StackName", names.stackName());
    values.put(
        "AWS::StackId", names.arn("cloudformation", "stack/" + names.stackName() + "/local"));
    values.put("AWS::Partition", "aws");
    values.put("AWS::URLSuffix", "amazonaws.com");
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  @Override
  public Object ref(String name, String place) {
    if (!has(name)) {
      throw new TemplateException(place, "there is no parameter '" + name + "'");
    }
    return values.get(name);
  }

  @Override
  public String attribute(String logicalId, String attribute, String place) {
    throw new TemplateException(place, "the name of a resource cannot hold another's " + attribute);
  }
}
