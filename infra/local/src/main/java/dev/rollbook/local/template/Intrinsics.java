package dev.rollbook.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Resolves CloudFormation's intrinsic functions as a deployment would, with what its {@link Scope}
 * knows of the stack.
 */
final class Intrinsics {

  private static final Object NO_VALUE = new Object();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
  private static final Set<String> PREFIXED = Set.of("Ref", "Condition");

  private final Scope scope;
  private final Map<String, Object> conditions;
  private final Map<String, Object> mappings;

  Intrinsics(Scope scope, Map<String, Object> conditions, Map<String, Object> mappings) {
    this.scope = scope;
    this.conditions = conditions;
    this.mappings = mappings;
  }

  /**
   * The mapping with everything in it resolved; keys whose value is {@code AWS::NoValue} are gone.
   */
  Section section(Object raw, String place) {
    return Section.of(resolve(raw, place), place);
  }

  boolean condition(String name, String place) {
    Object raw = conditions.get(name);
    if (raw == null) {
      throw new TemplateException(place, "there is no condition '" + name + "'");
    }
    return truth(resolve(raw, "Conditions." + name));
  }

  private Object resolve(Object raw, String place) {
    if (raw instanceof List<?> list) {
      List<Object> resolved = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        Object item = resolve(list.get(i), place + "[" + i + "]");
        if (item != NO_VALUE) {
          resolved.add(item);
        }
      }
      return resolved;
    }
    if (!(raw instanceof Map<?, ?> map)) {
      return raw;
    }
    if (map.size() == 1) {
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      String name = (String) only.getKey();
      if (name.startsWith("Fn::")
          || (PREFIXED.contains(name) && only.getValue() instanceof String)) {
        return call(name, only.getValue(), place);
      }
    }
    Map<String, Object> resolved = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          Object item = resolve(value, place + "." + key);
          if (item != NO_VALUE) {
            resolved.put((String) key, item);
          }
        });
    return resolved;
  }

  private Object call(String function, Object argument, String place) {
    return switch (function) {
      case "Ref" ->
          argument.equals("AWS::NoValue") ? NO_VALUE : scope.ref((String) argument, place);
      case "Condition" -> condition((String) argument, place);
      case "Fn::GetAtt" -> getAtt(argument, place);
      case "Fn::Sub" -> sub(argument, place);
      case "Fn::Join" -> join(list(argument, 2, function, place), place);
      case "Fn::Select" -> select(list(argument, 2, function, place), place);
      case "Fn::Split" -> split(list(argument, 2, function, place), place);
      case "Fn::FindInMap" -> findInMap(list(argument, 3, function, place), place);
      case "Fn::If" -> choose(list(argument, 3, function, place), place);
      case "Fn::Equals" -> {
        List<?> pair = list(argument, 2, function, place);
        yield text(pair.get(0), place).equals(text(pair.get(1), place));
      }
      case "Fn::Not" -> !truth(resolve(list(argument, 1, function, place).get(0), place));
      case "Fn::And" ->
          list(argument, -1, function, place).stream()
              .allMatch(item -> truth(resolve(item, place)));
      case "Fn::Or" ->
          list(argument, -1, function, place).stream()
              .anyMatch(item -> truth(resolve(item, place)));
      default ->
          throw new TemplateException(
              place,
              function
                  + " is not known to the embedded cloud; write it with Ref, GetAtt, Sub, Join, If");
    };
  }

  private Object getAtt(Object argument, String place) {
    List<?> path = list(argument, 2, "Fn::GetAtt", place);
    return scope.attribute(text(path.get(0), place), text(path.get(1), place), place);
  }

  private String sub(Object argument, String place) {
    String pattern;
    Map<String, Object> own = new LinkedHashMap<>();
    if (argument instanceof String text) {
      pattern = text;
    } else {
      List<?> parts = list(argument, 2, "Fn::Sub", place);
      pattern = (String) parts.get(0);
      own.putAll(Section.of(resolve(parts.get(1), place), place).values());
    }
    Matcher matcher = PLACEHOLDER.matcher(pattern);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          out, Matcher.quoteReplacement(substitute(matcher.group(1), own, place)));
    }
    return matcher.appendTail(out).toString();
  }

  private String substitute(String name, Map<String, Object> own, String place) {
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    if (own.containsKey(name)) {
      return own.get(name).toString();
    }
    int dot = name.indexOf('.');
    Object value =
        dot < 0
            ? scope.ref(name, place)
            : scope.attribute(name.substring(0, dot), name.substring(dot + 1), place);
    return value.toString();
  }

  private String join(List<?> arguments, String place) {
    List<?> parts = list(resolve(arguments.get(1), place), -1, "Fn::Join", place);
    return parts.stream()
        .map(Object::toString)
        .collect(Collectors.joining((String) arguments.get(0)));
  }

  private Object select(List<?> arguments, String place) {
    List<?> from = list(resolve(arguments.get(1), place), -1, "Fn::Select", place);
    int index = Integer.parseInt(text(arguments.get(0), place));
    if (index < 0 || index >= from.size()) {
      throw new TemplateException(place, "Fn::Select " + index + " of a list of " + from.size());
    }
    return from.get(index);
  }

  private List<String> split(List<?> arguments, String place) {
    return List.of(
        text(arguments.get(1), place).split(Pattern.quote((String) arguments.get(0)), -1));
  }

  private Object findInMap(List<?> arguments, String place) {
    Object at = mappings;
    for (Object argument : arguments) {
      String key = text(argument, place);
      if (!(at instanceof Map<?, ?> map) || !map.containsKey(key)) {
        throw new TemplateException(place, "Fn::FindInMap finds no '" + key + "'");
      }
      at = map.get(key);
    }
    return at;
  }

  private Object choose(List<?> arguments, String place) {
    return resolve(arguments.get(condition((String) arguments.get(0), place) ? 1 : 2), place);
  }

  private String text(Object raw, String place) {
    return resolve(raw, place).toString();
  }

  private static boolean truth(Object value) {
    return Boolean.parseBoolean(value.toString());
  }

  private static List<?> list(Object argument, int size, String function, String place) {
    if (argument instanceof List<?> list && (size < 0 || list.size() == size)) {
      return list;
    }
    throw new TemplateException(
        place, function + " needs a list" + (size < 0 ? "" : " of " + size));
  }
}
