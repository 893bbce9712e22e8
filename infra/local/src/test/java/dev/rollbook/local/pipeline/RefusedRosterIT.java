package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rollbook.local.pipeline.TestTenant.Ended;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rosters that cannot be imported. */
@ExtendWith(InPipeline.class)
class RefusedRosterIT {

  private final Pipeline pipeline;

  RefusedRosterIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  static Stream<Arguments> rosters() {
    return Stream.of(
        arguments("empty.csv", "", "{}", "FILE_EMPTY"),
        arguments("header.csv", "username;lastName\n", "{}", "HEADER_ONLY"),
        arguments("nameless.csv", "vorname;ort\na;b\n", "{}", "NO_USERNAME_COLUMN"),
        arguments("letter.csv", "%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n", "{}", "FORMAT_UNKNOWN"),
        arguments("broken.xlsx", "PK\u0003\u0004 and then nothing", "{}", "WORKBOOK_UNREADABLE"),
        arguments(
            "comma.csv",
            "username,lastName\na,b\n",
            "{\"delimiter\": \";\"}",
            "NO_USERNAME_COLUMN"),
        arguments(
            "text.csv", "username;lastName\na;b\n", "{\"format\": \"xlsx\"}", "FORMAT_MISMATCH"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("rosters")
  @DisplayName(
      "R8, R9, R11: what cannot be imported fails with a code, writes nothing, blocks nobody")
  void shouldFailARosterThatCannotBeImported(
      String fileName, String content, String options, String code) throws InterruptedException {
    TestTenant tenant = pipeline.tenant("refused");
    // When
    Ended ended =
        tenant.begin(fileName, content.getBytes(StandardCharsets.ISO_8859_1), options).end();
    // Then
    ended.is("FAILED").counts(Map.of());
    assertThat(ended.summary().path("failure").path("code").asText()).isEqualTo(code);
    assertThat(ended.summary().path("failure").path("message").asText()).matches("[A-Z].{20,}\\.");
    assertThat(ended.after().items()).isEqualTo(ended.before().items());
    // When
    Ended next = tenant.run(Rosters.people(1, 3));
    // Then
    next.is("COMPLETED").counts(Map.of("rows", 3, "created", 3));
  }
}
