package dev.rollbook.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.local.pipeline.TestTenant.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes the archives of classes that the functions of all other tests start from. The profile
 * {@code archives} runs it first; each function that an import needs has to have worked once.
 */
class ClassArchivesCheck {

  @Test
  void shouldArchiveTheClassesOfEveryFunctionThatAnImportNeeds() throws InterruptedException {
    try (Pipeline pipeline = Pipeline.start()) {
      TestTenant tenant = pipeline.tenant("archived");
      // What writes an archive starts slowly, and nobody else has warmed it up.
      pipeline.await(
          "the API answers", () -> tenant.call("GET", "/settings", "").statusCode() == 200);
      Run first = tenant.begin(Rosters.people(1, 130), "{}");
      Run next = tenant.begin(Rosters.people(1, 120), "{\"deactivateUnlisted\": true}");
      tenant.end(first.importId());
      tenant.end(next.importId());
      pipeline.sweep();
    }

    Path folder = Path.of(System.getProperty("rollbook.archives"));
    assertThat(
            Stream.of("Api", "ParseUpload", "ParseCommand", "Reconcile", "Finalize", "Sweep")
                .map(function -> folder.resolve(function + "Function.jsa")))
        .allMatch(Files::isRegularFile);
  }
}
