package dev.rollbook.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One mapping of the template with its intrinsics resolved, read by key; an error names the key's
 * place.
 */
record Section(Map<String, Object> values, String place) {

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key) {
    return scalar(key, required(key));
  }

  String text(String key, String whenAbsent) {
    return has(key) ? text(key) : whenAbsent;
  }

  int number(String key, int whenAbsent) {
    if (!has(key)) {
      return whenAbsent;
    }
    String text = text(key);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TemplateException(
          place + "." + key, "a whole number is needed, not '" + text + "'");
    }
  }

  boolean flag(String key, boolean whenAbsent) {
    return has(key) ? Boolean.parseBoolean(text(key)) : whenAbsent;
  }

  /** The mapping under {@code key}, an empty one if there is none. */
  Section section(String key) {
    return has(key)
        ? of(required(key), place + "." + key)
        : new Section(Map.of(), place + "." + key);
  }

  /** The mappings under the mapping {@code key}, by name and in the file's order. */
  Map<String, Section> sections(String key) {
    Section parent = section(key);
    Map<String, Section> sections = new LinkedHashMap<>();
    parent.values.forEach(
        (name, value) -> sections.put(name, of(value, parent.place + "." + name)));
    return sections;
  }

  /** The mappings in the list {@code key}, none if it is absent. */
  List<Section> list(String key) {
    List<Section> sections = new ArrayList<>();
    for (Object item : items(key)) {
      sections.add(of(item, place + "." + key + "[" + sections.size() + "]"));
    }
    return sections;
  }

  /** The texts in the list {@code key}, or the one text that stands there. */
  List<String> texts(String key) {
    if (has(key) && !(values.get(key) instanceof List<?>)) {
      return List.of(text(key));
    }
    return items(key).stream().map(item -> scalar(key, item)).toList();
  }

  /** The mapping as texts. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((key, value) -> texts.put(key, scalar(key, value)));
    return texts;
  }

  private List<?> items(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (values.get(key) instanceof List<?> list) {
      return list;
    }
    throw new TemplateException(place + "." + key, "a list is needed");
  }

  private Object required(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw new TemplateException(place, key + " is missing");
    }
    return value;
  }

  private String scalar(String key, Object value) {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      throw new TemplateException(place + "." + key, "a single value is needed");
    }
    return value.toString();
  }

  static Section of(Object value, String place) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new TemplateException(place, "a mapping is needed");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, item) -> values.put((String) key, item));
    return new Section(values, place);
  }
}
