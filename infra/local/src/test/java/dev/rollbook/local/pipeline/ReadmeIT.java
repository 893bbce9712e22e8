package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.local.backend.ChosenBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README tells to copy and run. */
@ExtendWith(InPipeline.class)
class ReadmeIT {

  private static final Pattern SECTION = Pattern.compile("(?s)\n## Integrate\n(.*?)\n## ");
  private static final Pattern BLOCK = Pattern.compile("(?s)\n```sh\n(.*?)```\n");

  private final Pipeline pipeline;

  ReadmeIT(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Test
  @DisplayName("README, Integrate: four calls take a tenant from a key to a finished import")
  void shouldFinishAnImportWithTheFourCallsAsTheyStand() throws IOException, InterruptedException {
    TestTenant tenant = pipeline.tenant("readme");
    List<String> calls = calls();
    assertThat(calls).hasSize(4).allMatch(call -> call.split("curl ", -1).length == 2);
    // When
    Ended ended = bash(tenant, String.join("\n", calls));
    // Then
    assertThat(ended.exit()).as(ended.printed()).isZero();
    assertThat(ended.printed())
        .contains("\"status\":\"COMPLETED\"", "row,username,code,field,message");
    assertThat(tenant.snapshot().users()).hasSize(30);
  }

  /** A script that goes on after a refusal, or waits for what cannot come, helps nobody. */
  @ParameterizedTest(name = "README, Integrate: call {0} fails where {1}")
  @CsvSource({
    "1, its key is wrong, KEY=wrong",
    "2, its URL was changed, URL=${URL}0",
    "3, its key is wrong, KEY=wrong",
    "4, there is no report, ID=unknown"
  })
  void shouldFailAtARefusedCall(int refused, String reason, String mistake)
      throws IOException, InterruptedException {
    if (mistake.startsWith("URL=")) {
      ChosenBackend.assumeSignaturesAreChecked();
    }
    TestTenant tenant = pipeline.tenant("readme-refused");
    List<String> script = new ArrayList<>(calls());
    script.add(refused - 1, mistake);

    assertThat(bash(tenant, String.join("\n", script)).exit()).as(reason).isNotZero();
  }

  @Test
  @DisplayName("README, Integrate: the wait ends with an import that was cancelled")
  void shouldNotWaitForAnImportThatWasCancelled() throws IOException, InterruptedException {
    TestTenant tenant = pipeline.tenant("readme-cancelled");
    String cancel =
        "curl -fsS -X POST \"$API/imports/$ID/cancel\" -H \"Authorization: Bearer $KEY\"";
    // When
    Ended ended = bash(tenant, String.join("\n", calls().get(0), cancel, calls().get(2)));
    // Then
    assertThat(ended.exit()).as(ended.printed()).isZero();
    assertThat(ended.printed()).contains("\"status\":\"CANCELLED\"");
  }

  private static List<String> calls() throws IOException {
    String readme = Files.readString(Pipeline.root().resolve("README.md"));
    String section =
        SECTION
            .matcher(readme)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.joining());
    return BLOCK.matcher(section).results().map((MatchResult block) -> block.group(1)).toList();
  }

  private record Ended(int exit, String printed) {}

  /** Runs a script at the project's root, as somebody does who has set API and KEY. */
  private Ended bash(TestTenant tenant, String script) throws IOException, InterruptedException {
    Path printed = Files.createTempFile("readme", ".txt");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(Pipeline.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    shell.environment().put("API", pipeline.cloud().api().resolve("/v1").toString());
    shell.environment().put("KEY", tenant.key());
    Process process = shell.start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("the script ends").isTrue();
      return new Ended(process.exitValue(), Files.readString(printed));
    } finally {
      process.destroyForcibly();
      Files.delete(printed);
    }
  }
}
