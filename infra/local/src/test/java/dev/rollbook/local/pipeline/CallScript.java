package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls and what they are answered with, one a line: {@code METHOD /path {body} => status
 * {answer}}. Quotes may be single ones. Of the answer only the fields that are named are looked at;
 * for a problem its code stands there alone. {@code $NAME} is replaced.
 */
record CallScript(Map<String, String> values) {

  private static final Pattern LINE =
      Pattern.compile("(\\S+) (\\S+)(?: (\\{.*}))? => (\\d{3})(?: (.+))?");

  private static final Pattern NAME = Pattern.compile("\\$([A-Z0-9_]+)");

  /** Makes the calls as a tenant. */
  void play(TestTenant tenant, String script) {
    script.lines().filter(line -> !line.isBlank()).forEach(line -> call(tenant, line));
  }

  /** Makes the call of one line. */
  void call(TestTenant tenant, String line) {
    Matcher call = LINE.matcher(filled(line.strip()));
    assertThat(call.matches()).as("the line %s", line).isTrue();
    String body = call.group(3) == null ? "" : call.group(3).replace('\'', '"');
    HttpResponse<byte[]> answer = tenant.call(call.group(1), call.group(2), body);
    String shown = "%s%n%s".formatted(line, HttpCaller.text(answer));
    assertThat(answer.statusCode()).as(shown).isEqualTo(Integer.parseInt(call.group(4)));
    String expected = call.group(5) == null ? "" : call.group(5).replace('\'', '"');
    if (expected.startsWith("{")) {
      requireIn(shown, Pipeline.json(expected), HttpCaller.json(answer));
    } else if (!expected.isEmpty()) {
      assertThat(HttpCaller.json(answer).path("code").asText()).as(shown).isEqualTo(expected);
    }
  }

  private String filled(String line) {
    return NAME.matcher(line).replaceAll(name -> Matcher.quoteReplacement(value(name.group(1))));
  }

  private String value(String name) {
    assertThat(values).containsKey(name);
    return values.get(name);
  }

  private static void requireIn(String what, JsonNode expected, JsonNode actual) {
    if (!expected.isObject()) {
      assertThat(actual).as(what).isEqualTo(expected);
      return;
    }
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      assertThat(actual.has(field.getKey())).as("%s in %s", field.getKey(), what).isTrue();
      requireIn(what, field.getValue(), actual.path(field.getKey()));
    }
  }
}
