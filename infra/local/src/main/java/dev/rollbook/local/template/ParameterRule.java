package dev.rollbook.local.template;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which values a parameter may have, as CloudFormation sees it: {@code AllowedValues}, {@code
 * AllowedPattern}, {@code MinValue} and {@code MaxValue}.
 */
record ParameterRule(String name, Map<String, Object> declared) {

  static ParameterRule of(String name, Map<String, Object> declared) {
    return new ParameterRule(name, declared);
  }

  /**
   * @throws TemplateException if the parameter may not have this value; it says which it may have
   */
  void require(String value) {
    if (!isListed(value) || !fitsPattern(value) || !isInRange(value)) {
      throw new TemplateException(
          "Parameters." + name,
          "'" + value + "' is not allowed, but " + declared.get("ConstraintDescription"));
    }
  }

  private boolean isListed(String value) {
    return !(declared.get("AllowedValues") instanceof List<?> values)
        || values.stream().anyMatch(allowed -> allowed.toString().equals(value));
  }

  private boolean fitsPattern(String value) {
    return !(declared.get("AllowedPattern") instanceof String pattern)
        || Pattern.matches(pattern, value);
  }

  private boolean isInRange(String value) {
    if (!"Number".equals(declared.get("Type"))) {
      return true;
    }
    try {
      double number = Double.parseDouble(value);
      return number >= limit("MinValue", Double.NEGATIVE_INFINITY)
          && number <= limit("MaxValue", Double.POSITIVE_INFINITY);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private double limit(String key, double whenAbsent) {
    return declared.get(key) instanceof Number number ? number.doubleValue() : whenAbsent;
  }
}
