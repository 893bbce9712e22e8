package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.User;
import dev.rollbook.imports.Deactivation.Reason;
import dev.rollbook.imports.Deactivation.State;
import dev.rollbook.imports.Import;
import dev.rollbook.together.FakePipeline.OnFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who leaves and who comes may be one person (SPEC D7). */
class LooksRenamedTest {

  private static final Map<String, Object> FULL = Map.of("deactivateUnlisted", true);
  private static final String HEADER = "username;email;firstName;lastName\n";

  private final ClassRegister register;

  LooksRenamedTest(@TempDir Path scratch) {
    register = new ClassRegister(new FakePipeline(scratch, OnFailure.REDELIVER));
    register.imported(HEADER + "a.klein;A.Klein@example.org;Anna;Klein\n" + others(), Map.of());
  }

  /** So many that nobody else is held for being more than half. */
  private static String others() {
    return IntStream.range(0, 8)
        .mapToObj(i -> "o%d;o%d@example.org;Otto;Nummer%d%n".formatted(i, i, i))
        .collect(Collectors.joining());
  }

  private String report(Import of) {
    return register.report(of);
  }

  @Test
  @DisplayName("D7: a created user with the e-mail address of one who leaves holds the plan")
  void shouldHoldThePlan() {
    Import held =
        register.imported(HEADER + "a.gross;a.klein@example.org;Anna;Groß\n" + others(), FULL);

    assertThat(held.deactivation().state()).isEqualTo(State.HELD);
    assertThat(held.deactivation().reasons()).containsExactly(Reason.LOOKS_RENAMED);
    assertThat(held.counts().warnings()).isEqualTo(1);
    assertThat(register.user("a.klein").status()).isEqualTo(User.Status.ACTIVE);
    assertThat(report(held))
        .contains("2,a.gross,LOOKS_RENAMED,email")
        .contains("“a.klein”")
        .contains("POST /users/a.klein/rename");
    assertThat(
            new String(
                register
                    .cloud
                    .results
                    .get("work/schule/%s/plans/000000".formatted(held.importId()))
                    .orElseThrow(),
                StandardCharsets.UTF_8))
        .doesNotContain("A.Klein@example.org");
  }

  @Test
  @DisplayName("D7: the same first and last name is reported, but holds nothing")
  void shouldReportTheSameName() {
    Import done = register.imported(HEADER + "anna;anna@example.org;Anna;Klein\n" + others(), FULL);

    assertThat(done.deactivation().state()).isEqualTo(State.DONE);
    assertThat(done.counts().warnings()).isEqualTo(1);
    assertThat(report(done)).contains("2,anna,LOOKS_RENAMED,,");
    assertThat(register.user("a.klein").status()).isEqualTo(User.Status.INACTIVE);
  }

  @Test
  @DisplayName("D7: a dry run says so, too; who stays looks like nobody")
  void shouldSayItInADryRun() {
    Import dry =
        register.imported(
            HEADER + "a.gross;a.klein@example.org;Anna;Klein\n" + others(),
            Map.of("deactivateUnlisted", true, "dryRun", true));
    Import both =
        register.imported(
            HEADER
                + "a.gross;a.klein@example.org;Anna;Klein\na.klein;a.klein@example.org;;\n"
                + others(),
            FULL);

    assertThat(dry.deactivation().reasons()).containsExactly(Reason.LOOKS_RENAMED);
    assertThat(dry.counts().warnings()).isEqualTo(1);
    assertThat(both.deactivation().reasons()).isEmpty();
    assertThat(report(both)).doesNotContain("LOOKS_RENAMED");
  }
}
