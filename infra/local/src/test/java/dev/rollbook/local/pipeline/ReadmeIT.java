package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
    String printed = run(tenant, String.join("\n", calls));
    // Then
    assertThat(printed).contains("\"status\":\"COMPLETED\"", "row,username,code,field,message");
    assertThat(tenant.snapshot().users()).hasSize(30);
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

  /** Runs a script at the project's root, as somebody does who has set API and KEY. */
  private String run(TestTenant tenant, String script) throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(Pipeline.root().toFile())
            .redirectErrorStream(true);
    shell.environment().put("API", pipeline.cloud().api().resolve("/v1").toString());
    shell.environment().put("KEY", tenant.key());
    Process process = shell.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
