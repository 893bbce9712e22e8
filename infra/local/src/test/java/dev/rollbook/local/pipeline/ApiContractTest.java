package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.local.pipeline.ApiContract.Answer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tests of the API take for a breach of its description. */
class ApiContractTest {

  private static final String DOCUMENT =
      """
      {"paths": {
         "/things": {"post": {"operationId": "makeThing",
           "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
           "responses": {"201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                         "404": {"$ref": "#/components/responses/Problem"},
                         "default": {"$ref": "#/components/responses/Problem"}}}},
         "/things/{name}": {"delete": {"operationId": "deleteThing", "responses": {"204": {}}},
                            "get": {"operationId": "getThing",                                     "responses": {"302": {"headers": {"location": {"required": true}}}}}}},
       "components": {
         "schemas": {
           "Thing": {"type": "object", "required": ["name"], "additionalProperties": false,
                     "properties": {"name": {"type": "string"}, "more": {"$ref": "#/components/schemas/Thing"}}},
           "Problem": {"type": "object", "required": ["code"]}},
         "responses": {"Problem": {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}}}}
      """;

  private final ApiContract contract = new ApiContract(Pipeline.json(DOCUMENT));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "201 | application/json         | {\"name\": \"a\"}",
        "201 | application/json         | {\"name\": \"a\", \"more\": {\"name\": \"b\"}}",
        "404 | application/problem+json | {\"code\": \"A\"}",
        "500 | application/problem+json | {\"code\": \"A\"}",
      })
  void shouldLetPassWhatIsDescribed(int status, String type, String body) {
    assertThatCode(() -> require("POST", "/things", "{\"name\": \"a\"}", status, type, body))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | application/json         | {\"name\": \"a\"}", // not with this status
        "201 | text/plain               | {\"name\": \"a\"}",
        "201 | application/json         | {}",
        "201 | application/json         | {\"name\": 1}",
        "201 | application/json         | {\"name\": \"a\", \"extra\": 1}",
        "201 | application/json         | {\"name\": \"a\", \"more\": {}}",
        "201 | application/json         | not JSON",
        "409 | application/problem+json | {\"code\": \"A\"}", // a refusal has to be listed
        "404 | application/json         | {\"message\": \"A\"}",
        "500 | application/problem+json | {}",
      })
  void shouldCatchAnAnswerThatIsNotDescribed(int status, String type, String body) {
    assertThatThrownBy(() -> require("POST", "/things", "{\"name\": \"a\"}", status, type, body))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST   | /things          | {}",
        "POST   | /things          | ''",
      })
  void shouldCatchARequestThatIsNotDescribedButTaken(String method, String path, String body) {
    assertThatThrownBy(
            () -> require(method, path, body, 201, "application/json", "{\"name\": \"a\"}"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void shouldCatchABodyWhereNoneIsDescribedAndAHeaderThatLacks() {
    assertThatCode(() -> require("DELETE", "/things/a/b", "", 204, "", ""))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> require("DELETE", "/things/a", "", 204, "text/plain", "gone"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> require("GET", "/things/a?limit=1", "", 302, "", ""))
        .isInstanceOf(AssertionError.class);
  }

  private void require(
      String method, String path, String request, int status, String type, String body) {
    contract.require(method, path, request, new Answer(status, type, Set.of(), body));
  }
}
