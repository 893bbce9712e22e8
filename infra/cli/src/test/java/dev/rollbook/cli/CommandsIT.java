package dev.rollbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollbook.local.CloudConfig;
import dev.rollbook.local.EmbeddedCloud;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands of SPEC section 9, against a cloud that runs. */
class CommandsIT {

  @TempDir private static Path data;
  @TempDir private Path rosters;

  private static EmbeddedCloud cloud;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("template.yaml"))) {
      root = root.getParent();
    }
    System.setProperty("rollbook.root", root.toString());
    cloud = EmbeddedCloud.start(CloudConfig.of(root).inFolder(data));
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  /** What a command printed and how it ended. */
  private record Said(int exit, String out, String err) {

    JsonNode json() throws IOException {
      return ApiClient.JSON.readTree(out);
    }
  }

  private static Said say(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Rollbook.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exit = line.execute(arguments);
    return new Said(exit, out.toString(), err.toString());
  }

  /** A command of a tenant of the running cloud. */
  private static Said as(String tenant, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--data", data.toString(), "--tenant", tenant));
    return say(all.toArray(String[]::new));
  }

  private String roster(String text) throws IOException {
    return Files.writeString(rosters.resolve("roster.csv"), text).toString();
  }

  private static String people(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> "user-" + number + ";Name " + number + "\n")
        .collect(Collectors.joining("", "username;lastName\n", ""));
  }

  @Test
  @DisplayName("C6: the console's address has the key behind the #, which goes to no server")
  void shouldPrintTheConsolesAddress() {
    Said said = say("console", "--print", "--data", data.toString());

    assertThat(said.exit()).isZero();
    assertThat(said.out()).startsWith(cloud.api().resolve("/console") + "#key=rbk_demo_");
  }

  @Test
  @DisplayName("section 9: import, imports, show, approve, report, users and user")
  void shouldImportAndApproveWhatIsHeld() throws IOException {
    assertThat(as("held", "import", roster(people(30))).exit()).isZero();
    // When
    Said held = as("held", "import", roster(people(5)), "--deactivate-unlisted", "--json");
    // Then
    assertThat(held.exit()).isEqualTo(2);
    assertThat(held.json().at("/deactivation/state").asText()).isEqualTo("HELD");
    String id = held.json().path("importId").asText();
    assertThat(as("held", "show", id).out()).contains("HELD", "rollbook approve " + id);
    assertThat(as("held", "imports").out().lines()).hasSize(2).anyMatch(one -> one.startsWith(id));
    assertThat(as("held", "report", id, "--of", "deactivations").out())
        .hasLineCount(26)
        .startsWith("username");
    // When
    Said approved = as("held", "approve", id, "--json");
    // Then
    assertThat(approved.exit()).isZero();
    assertThat(approved.json().at("/deactivation/state").asText()).isEqualTo("APPROVED");
    assertThat(as("held", "users", "--status", "INACTIVE").out()).hasLineCount(25);
    assertThat(as("held", "users", "--json").json()).hasSize(30);
    assertThat(as("held", "user", "user-9").out()).containsPattern("status +INACTIVE");
    Said discarded = as("held", "discard", id);
    assertThat(discarded.exit()).isEqualTo(1);
    assertThat(discarded.err()).contains("NOT_HELD");
  }

  @Test
  @DisplayName("U1, section 9: names in odd forms come back as themselves")
  void shouldShowUsersOfOddNames() throws IOException {
    List<String> names =
        List.of(
            "a/b",
            "50%",
            "a%2Fb",
            "wh?t",
            "c#",
            "a+b",
            "a b",
            "back\\slash",
            "a\"b",
            "a,b",
            "😀",
            "__proto__",
            "all",
            "-",
            "..",
            ".hidden",
            "@x",
            "ä".repeat(64));
    String rows =
        names.stream()
            .map(name -> '"' + name.replace("\"", "\"\"") + "\";broken@;Odd\n")
            .collect(Collectors.joining("", "username;email;lastName\n", ""));
    // When
    Said imported = as("odd", "import", roster(rows), "--json");
    // Then
    assertThat(imported.json().at("/counts/created").asInt()).isEqualTo(names.size());
    String id = imported.json().path("importId").asText();
    assertThat(as("odd", "users", "--json").json())
        .extracting(user -> user.path("username").asText())
        .containsExactlyInAnyOrderElementsOf(names);
    String report = as("odd", "report", id).out();
    for (String name : names) {
      assertThat(as("odd", "user", "--json", name).json().path("username").asText())
          .isEqualTo(name);
      assertThat(as("odd", "call", "GET", "/users/" + ApiClient.encode(name)).json().toString())
          .contains(ApiClient.JSON.writeValueAsString(name));
      assertThat(as("odd", "history", name).out()).contains("CREATED", id);
      assertThat(report).contains(name.replace("\"", "\"\""));
    }
    // When
    as("odd", "import", roster("username;lastName\na;A\n"), "--deactivate-unlisted");
    String held = as("odd", "imports").out().lines().findFirst().orElseThrow().substring(0, 26);
    String leaving = as("odd", "report", held, "--of", "deactivations").out();
    // Then
    assertThat(names).allMatch(name -> leaving.contains(name.replace("\"", "\"\"")));
    assertThat(as("odd", "approve", held).exit()).isZero();
    assertThat(as("odd", "users", "--status", "ACTIVE", "--json").json())
        .extracting(user -> user.path("username").asText())
        .containsExactly("a");
    // When a name looks like an option
    assertThat(
            say("rename", "--data", data.toString(), "--tenant", "odd", "--", "__proto__", "-x")
                .exit())
        .isZero();
    // Then
    assertThat(say("user", "--data", data.toString(), "--tenant", "odd", "--", "-x").out())
        .containsPattern("username +-x");
    assertThat(say("history", "--data", data.toString(), "--tenant", "odd", "--", "-x").out())
        .contains("RENAMED");
  }

  @Test
  @DisplayName("section 9: --review stops for a look; --api and --key speak to a deployment")
  void shouldReviewAndStartWithAUrlAndAKey() throws IOException, InterruptedException {
    JsonNode tenant = say("tenant", "reviewer", "--data", data.toString()).json();
    String[] there = {"--api", tenant.path("api").asText(), "--key", tenant.path("key").asText()};
    String file = roster("username;called;email\nu1;One;broken@\n");
    // When
    Said review = say(with(there, "import", file, "--review", "--map", "called=lastName"));
    // Then
    assertThat(review.exit()).isZero();
    assertThat(review.out())
        .contains("AWAITING_REVIEW", "lastName")
        .containsPattern("called +last");
    String id = say(with(there, "imports")).out().substring(0, 26);
    // When
    Said started = say(with(there, "call", "POST", "/imports/" + id + "/start", "{}"));
    // Then
    assertThat(started.exit()).isZero();
    while (!say(with(there, "show", id)).out().contains("COMPLETED")) {
      Thread.sleep(200);
    }
    Path saved = rosters.resolve("report.csv");
    assertThat(say(with(there, "report", id)).out()).contains("INVALID_EMAIL").startsWith("row,");
    assertThat(say(with(there, "report", id, "--out", saved.toString())).exit()).isZero();
    assertThat(Files.readString(saved, StandardCharsets.UTF_8)).startsWith("\uFEFFrow,");
  }

  @Test
  @DisplayName("S10, S11, A10, A11: dry run, plan, apply, undo, and a history that tells all of it")
  void shouldLookApplyUndoAndTell() throws IOException {
    String events = System.getProperty("rollbook.root") + "/events/rosters/";
    assertThat(as("plans", "import", events + "school.csv").exit()).isZero();
    // When
    Said dry =
        as(
            "plans",
            "import",
            events + "school-next-month.csv",
            "--deactivate-unlisted",
            "--dry-run",
            "--json");
    // Then
    String dryRun = dry.json().path("importId").asText();
    assertThat(dry.exit()).isZero();
    Said plan = as("plans", "plan", dryRun);
    assertThat(plan.out())
        .containsPattern("\\+ create +2")
        .containsPattern("- deactivate +3")
        .contains("+ n.stöhr", "- j.müller", "~ l.böhm  groups  \"5a\" → ∅")
        .contains("~ b.krüger  lastName  \"Krüger\" → \"Krüger-Lenz\"")
        .doesNotContain("\u001B");
    assertThat(as("plans", "plan", dryRun, "--kind", "deactivate", "--json").json().path("items"))
        .hasSize(3);
    // When
    as("plans", "call", "PATCH", "/users/a.b%C3%A4r", "{\"phone\": \"0221 1\"}");
    Map<String, JsonNode> before = people("plans");
    Said applied = as("plans", "apply", dryRun, "--json");
    // Then
    String appliedId = applied.json().path("importId").asText();
    assertThat(applied.exit()).isEqualTo(2);
    assertThat(applied.json().path("applies").asText()).isEqualTo(dryRun);
    assertThat(applied.json().at("/counts/created").asInt()).isEqualTo(2);
    assertThat(applied.json().at("/counts/deactivated").asInt()).isEqualTo(3);
    assertThat(applied.json().at("/counts/failed").asInt()).isEqualTo(1);
    assertThat(as("plans", "report", appliedId).out()).contains("a.bär,CHANGED_SINCE");
    assertThat(people("plans").get("a.bär")).isEqualTo(before.get("a.bär"));
    assertThat(as("plans", "apply", dryRun).err()).contains("ALREADY_APPLIED");
    // When
    Map<String, JsonNode> after = people("plans");
    Said undoing = as("plans", "undo", appliedId, "--dry-run", "--json");
    // Then
    assertThat(undoing.exit()).isZero();
    assertThat(people("plans")).isEqualTo(after);
    assertThat(as("plans", "plan", undoing.json().path("importId").asText()).out())
        .contains("- n.stöhr", "^ j.müller", "~ b.krüger  lastName  \"Krüger-Lenz\" → \"Krüger\"");
    // When
    Said undone = as("plans", "undo", appliedId, "--json");
    // Then
    assertThat(undone.exit()).isZero();
    assertThat(undone.json().path("undoes").asText()).isEqualTo(appliedId);
    assertThat(undone.json().at("/counts/deactivated").asInt()).isEqualTo(2);
    Map<String, JsonNode> last = people("plans");
    for (String created : List.of("n.stöhr", "j.kasikçi")) {
      JsonNode left = last.remove(created);
      assertThat(left.path("status").asText()).isEqualTo("INACTIVE");
      assertThat(left.path("groups")).isEmpty();
    }
    assertThat(last).isEqualTo(before);
    assertThat(actions("j.müller")).containsExactly("UNDONE", "DEACTIVATED", "CREATED");
    assertThat(actions("a.bär")).containsExactly("EDITED", "CREATED");
    assertThat(actions("n.stöhr")).containsExactly("UNDONE", "CREATED");
    assertThat(as("plans", "history", "j.müller").out())
        .contains("(applied)", appliedId, "its list does not name the user");
  }

  private static List<String> actions(String username) throws IOException {
    List<String> actions = new ArrayList<>();
    as("plans", "history", username, "--json")
        .json()
        .forEach(entry -> actions.add(entry.path("action").asText()));
    return actions;
  }

  /** Every user of a tenant but for who wrote it when. */
  private static Map<String, JsonNode> people(String tenant) throws IOException {
    Map<String, JsonNode> people = new TreeMap<>();
    for (JsonNode user : as(tenant, "users", "--json").json()) {
      ((ObjectNode) user).remove(List.of("updatedAt", "lastImportId"));
      people.put(user.path("username").asText(), user);
    }
    return people;
  }

  private static String[] with(String[] there, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(Arrays.asList(there));
    return all.toArray(String[]::new);
  }

  @Test
  @DisplayName("section 9: an import's summary names the first ten who failed and who are held")
  void shouldNameTheFirstWhoFailedAndWhoAreHeld() throws IOException {
    assertThat(as("named", "import", roster(people(30))).out()).doesNotContain("of 30");
    // When
    StringBuilder odd = new StringBuilder("username,lastName\n");
    for (int i = 10; i < 22; i++) {
      odd.append("-x%d,One\n-x%d,Two\n".formatted(i, i));
    }
    Said named =
        as(
            "named",
            "import",
            roster(odd.toString()),
            "--deactivate-unlisted",
            "--set",
            "delimiter=\",\"");
    // Then
    assertThat(named.exit()).isEqualTo(2);
    assertThat(named.out()).contains("(the first 10 of 24):", "(the first 10 of 30):");
    assertThat(
            named
                .out()
                .lines()
                .filter(line -> line.matches(" +\\d+ +-x\\d\\d +DUPLICATE_USERNAME .*")))
        .hasSize(10)
        .first()
        .asString()
        .contains(" 2 ", "-x10");
    assertThat(named.out().lines().filter(line -> line.matches("  user-\\d+"))).hasSize(10);
    // What failed a row comes first, whatever else was found in it.
    assertThat(as("named", "import", roster("username;email\nw;x\nw;y\n")).out())
        .containsPattern(" 2  w +DUPLICATE_USERNAME, INVALID_EMAIL ");
  }

  @Test
  @DisplayName(
      "A12: failed rows are printed or saved; mended, they are imported and put out nobody")
  void shouldGiveFailedRowsToMend() throws IOException {
    String rows = "username;lastName\nu1;One\nu2;Two\nu3;Three\nu3;Four\n";
    String id = as("mending", "import", roster(rows), "--json").json().path("importId").asText();
    // When
    Said printed = as("mending", "failed", id);
    Path saved = rosters.resolve("to mend.csv");
    Said silent = as("mending", "failed", id, "--out", saved.toString());
    Path book = rosters.resolve("to mend.xlsx");
    as("mending", "failed", id, "--format", "xlsx", "--out", book.toString());
    // Then
    assertThat(printed.exit()).isZero();
    assertThat(printed.out()).contains("DUPLICATE_USERNAME", "Three", "Four").doesNotContain("One");
    assertThat(silent.out()).isEmpty();
    assertThat(Files.readAllBytes(book)).startsWith('P', 'K');
    // When
    Files.writeString(saved, Files.readString(saved).replaceFirst("u3(.Four|\"?.\"?Four)", "u4$1"));
    Said mended = as("mending", "import", saved.toString(), "--deactivate-unlisted", "--json");
    // Then
    assertThat(mended.json().at("/reading/resendOf").asText()).isEqualTo(id);
    assertThat(mended.json().at("/counts/created").asInt()).isEqualTo(2);
    assertThat(mended.json().at("/deactivation/state").asText()).isEqualTo("SKIPPED");
    assertThat(as("mending", "users", "--status", "ACTIVE").out()).hasLineCount(4);
  }

  @Test
  @DisplayName("section 9: the operator changes and revokes keys")
  void shouldRevokeATenantsKeys() throws IOException {
    String[] operator = {"--data", data.toString()};
    say(with(operator, "tenant", "revoked"));
    String key = say(with(operator, "tenant", "revoked")).json().path("key").asText();
    // When
    Said revoked = say(with(operator, "tenant", "revoked", "--revoke"));
    // Then
    assertThat(revoked.json().path("revoked").asInt()).isEqualTo(2);
    Said refused = say("users", "--api", cloud.api().toString(), "--key", key);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("the key is not good");
    assertThat(as("revoked", "users").exit()).isZero(); // which got itself a new one
    Said unknown = say(with(operator, "tenant", "nobody-there", "--revoke"));
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("nobody-there");
  }

  @Test
  @DisplayName("section 9: what is wrong is said on standard error, and the exit code is 1")
  void shouldSayWhatIsWrong() throws IOException {
    for (String[] wrong :
        List.of(
            new String[] {"import", "no-such-file.csv"},
            new String[] {"import", roster("first;last\na;b\n"), "--delimiter", "x"},
            new String[] {"show", "nothing"},
            new String[] {"report", "nothing"},
            new String[] {"user", "no/body"},
            new String[] {"users", "--status", "GONE"},
            new String[] {"imports", "--colour"},
            new String[] {"call", "GET", "/nothing"})) {
      Said said = as("wrong", wrong);
      assertThat(said.exit()).as(String.join(" ", wrong)).isEqualTo(1);
      assertThat(said.out()).isEmpty();
      assertThat(said.err()).isNotBlank();
    }
    Said failed = as("wrong", "import", roster("first;last\na;b\n"));
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out()).contains("NO_USERNAME_COLUMN");
    assertThat(say("users", "--api", cloud.api().toString()).err()).contains("--key");
  }

  @Test
  @DisplayName("section 9: bench measures each part beside its peer and prints one table")
  void shouldPrintTheTableOfTheBenchmarks() {
    // When
    Said said = say("bench", "create", "same", "change", "leave", "--rows", "100");
    // Then
    assertThat(said.exit()).as(said.err()).isIn(0, 2); // how fast it is, is not looked at here
    assertThat(said.out().lines().filter(line -> line.startsWith("| ")))
        .hasSizeGreaterThan(8)
        .anyMatch(line -> line.startsWith("| part "))
        .anyMatch(line -> line.contains("100 users created"))
        .anyMatch(line -> line.matches("\\| same +\\| write units of users +\\| 0 .*\\| yes +\\|"))
        .anyMatch(line -> line.contains("1 units, 1 users"))
        .anyMatch(line -> line.contains("unlisted users deactivated"));
    assertThat(say("bench", "nothing").err()).contains("there is no part 'nothing'");
    assertThat(say("bench", "cost", "--rows", "1").exit()).isEqualTo(1);
  }
}
