package dev.rollbook.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.imports.Counts;
import dev.rollbook.imports.CountsBuilder;
import dev.rollbook.imports.DerivedImports.Start;
import dev.rollbook.imports.DerivedImports.Started;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.Status;
import dev.rollbook.testkit.Faults;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users who get another name by a roster (SPEC U14). */
class RenamesTest {

  private static final String HEADER = "Benutzername;Bisheriger Benutzername;Vorname";

  @TempDir Path scratch;

  private OneTenant tenancy;

  @BeforeEach
  void tenant() {
    tenancy = new OneTenant(scratch);
  }

  private void users(String... usernames) {
    users(tenancy, usernames);
  }

  private static void users(OneTenant tenancy, String... usernames) {
    for (String name : usernames) {
      tenancy.pipeline.cloud.users.create(
          OneTenant.TENANT,
          Sample.user(name).with().lastName("was " + name).build(),
          "hash " + name);
    }
  }

  private Import imports(String options, String... rows) {
    return imports(tenancy, options, rows);
  }

  private static Import imports(OneTenant tenancy, String options, String... rows) {
    return tenancy.imports(
        options, Stream.concat(Stream.of(HEADER), Arrays.stream(rows)).toArray(String[]::new));
  }

  private Import derived(Start start) {
    tenancy.pipeline.run();
    return tenancy
        .pipeline
        .cloud
        .imports
        .find(OneTenant.TENANT, ((Started) start).importId())
        .orElseThrow();
  }

  /** Who is called what, as {@code now=was}. */
  private static Map<String, String> names(OneTenant tenancy) {
    Map<String, String> names = new TreeMap<>();
    for (User user : tenancy.pipeline.cloud.users.all(OneTenant.TENANT)) {
      names.put(user.username(), user.lastName().replace("was ", ""));
    }
    return names;
  }

  private Map<String, String> names() {
    return names(tenancy);
  }

  @Test
  void shouldRenameAUserAndThenUpdateIt() {
    users("anna.alt", "ben");
    User before = tenancy.user("anna.alt");

    Import done = imports("{}", "anna.neu;anna.alt;Anna", "ben;;Ben");

    assertThat(done.status()).isEqualTo(Status.COMPLETED);
    assertThat(done.counts())
        .isEqualTo(CountsBuilder.builder().rows(2).updated(2).renamed(1).build());
    User after = tenancy.user("anna.neu");
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.firstName()).isEqualTo("Anna");
    assertThat(after.lastImportId()).isEqualTo(done.importId());
    assertThat(tenancy.pipeline.cloud.users.passwordHash(OneTenant.TENANT, "anna.neu"))
        .contains("hash anna.alt");
    assertThat(names()).containsOnlyKeys("anna.neu", "ben");
    assertThat(tenancy.download(done, "changes.csv"))
        .contains("anna.neu,username,anna.alt,anna.neu");
  }

  @Test
  void shouldCountAndTellARenameWhoseRowBringsAPassword() { // SPEC U14, A8
    users("anna.alt");

    Import done =
        tenancy.imports(
            "{}", "Benutzername;Bisheriger Benutzername;Passwort", "anna.neu;anna.alt;Geheim-1");

    assertThat(done.counts())
        .isEqualTo(CountsBuilder.builder().rows(1).updated(1).renamed(1).build());
    assertThat(tenancy.download(done, "changes.csv"))
        .contains("anna.neu,username,anna.alt,anna.neu");
  }

  @Test
  void shouldRenameChainsAndSwapsInAnyOrder() {
    users("a", "b", "c", "x", "y");

    Import done = imports("{}", "b;a;", "y;x;", "d;c;", "x;y;", "c;b;", "a;;Neu");

    assertThat(done.counts())
        .isEqualTo(CountsBuilder.builder().rows(6).created(1).updated(5).renamed(5).build());
    assertThat(names())
        .isEqualTo(Map.of("a", "", "b", "a", "c", "b", "d", "c", "x", "y", "y", "x"));
  }

  @Test
  void shouldMakeNobodyASupervisorWhoseRowIsNotApplied() { // SPEC U7
    users("anna", "ben");

    Import done =
        tenancy.imports(
            "{}",
            "Benutzername;Bisheriger Benutzername;Vorgesetzter",
            "neu;anna;",
            "neuer;anna;",
            "ben;;neu");

    assertThat(done.counts().failed()).isEqualTo(2);
    assertThat(tenancy.user("ben").supervisor()).isEmpty();
    assertThat(tenancy.download(done, "report.csv")).contains("SUPERVISOR_UNKNOWN");
  }

  @Test
  void shouldTakeASupervisorsOldNameForItWhereNobodyIsCreatedWhoGetsThat() { // SPEC U7, U12
    users("anna", "ben");

    Import done =
        tenancy.imports(
            "{\"newUsers\": \"skip\"}",
            "Benutzername;Bisheriger Benutzername;Vorgesetzter",
            "neu;anna;",
            "anna;;",
            "ben;;anna");

    assertThat(tenancy.user("ben").supervisor()).isEqualTo("neu");
    assertThat(done.counts().skipped()).isEqualTo(1);
    assertThat(done.counts().warnings()).isZero();
  }

  @Test
  void shouldChangeNobodyWhenTheSameFileComesAgain() {
    users("a", "b", "c", "x", "y");
    String[] rows = {"b;a;", "y;x;", "d;c;", "x;y;", "c;b;"};
    imports("{}", rows);
    Map<String, String> once = names();

    Import again = imports("{}", rows);

    assertThat(again.counts())
        .isEqualTo(CountsBuilder.builder().rows(5).updated(5).unchanged(5).build());
    assertThat(names()).isEqualTo(once);
  }

  @Test
  void shouldListTheOldNamesOfRenamesThatConflict() {
    users("a", "b", "c", "d", "left.1", "stays");

    Import done =
        imports(
            "{\"deactivateUnlisted\": true}",
            "b;a;",
            "y;c;",
            "z;c;",
            "stays;;",
            "b2;nobody;",
            "d;;");

    assertThat(done.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
    assertThat(done.counts().failed()).isEqualTo(3);
    assertThat(done.counts().renamed()).isZero();
    assertThat(done.counts().created()).isEqualTo(1);
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("left.1");
    assertThat(tenancy.download(done, "report.csv"))
        .contains(",b,RENAME_CONFLICT,oldUsername,", ",y,RENAME_CONFLICT,", ",z,RENAME_CONFLICT,");
  }

  /** Who is to leave on a day is listed again by its old name, whatever becomes of the row. */
  @ParameterizedTest
  @CsvSource({
    "'', 'neu;anna;|neuer;anna;'",
    "'', 'neu;anna;A;too wide'",
    "'\"existingUsers\": \"skip\"', 'neu;anna;'",
    "'\"dryRun\": true', 'neu;anna;|neuer;anna;'"
  })
  void shouldForgetTheDayOfWhoIsListedByItsOldNameOnly(String option, String rows) { // SPEC D10
    users("anna", "ben", "cleo", "dora", "eve");
    imports(
        "{\"deactivateUnlisted\": true, \"graceDays\": 14}", "ben;;", "cleo;;", "dora;;", "eve;;");
    assertThat(tenancy.user("anna").leaves()).isTrue();

    Import done = imports("{" + option + "}", rows.split("\\|"));

    assertThat(tenancy.user("anna").leaves()).isEqualTo(done.options().dryRun());
    assertThat(tenancy.user("anna").status()).isEqualTo(User.Status.ACTIVE);
    assertThat(names()).containsOnlyKeys("anna", "ben", "cleo", "dora", "eve");
  }

  /** The row that renames sees to the day already; nobody is left who has the old name. */
  @Test
  void shouldPlanOnceWhoIsRenamedAndListedByItsOldName() { // SPEC D10, S10
    users("anna", "ben", "cleo", "dora", "eve");
    imports(
        "{\"deactivateUnlisted\": true, \"graceDays\": 14}", "ben;;", "cleo;;", "dora;;", "eve;;");
    Import dryRun = imports("{\"dryRun\": true}", "neu;anna;", "neuer;anna;A;too wide");

    Import applied = derived(tenancy.pipeline.derived().apply(tenancy.now(dryRun), false));

    assertThat(tenancy.user("neu").leaves()).isFalse();
    assertThat(applied.counts().warnings()).isZero();
  }

  @Test
  void shouldDeactivateNobodyWhoWasRenamedAndCountTheOthersAsBefore() { // SPEC D1
    users("a", "b", "left", "s1", "s2", "s3");

    Import done = imports("{\"deactivateUnlisted\": true}", "b;a;", "c;b;", "s1;;", "s2;;", "s3;;");

    assertThat(done.counts().deactivated()).isEqualTo(1);
    assertThat(tenancy.with(User.Status.INACTIVE)).containsExactly("left");
    assertThat(names()).containsEntry("b", "a").containsEntry("c", "b");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldCountTheSameInADryRunAndWriteNothing(boolean unlisted) { // SPEC S4
    users("a", "b", "c", "x", "y", "left", "s1", "s2", "boss");
    String[] rows = {
      "b;a;B", "e;b;E", "a;;Neu", "y;x;", "x;y;", "s1;;", "s2;gone;", "boss2;boss;", "d;gone;"
    };
    Map<String, String> before = names();
    String options = "\"deactivateUnlisted\": " + unlisted;

    Import dry = imports("{\"dryRun\": true, " + options + "}", rows);
    assertThat(names()).isEqualTo(before);
    Import real = imports("{" + options + "}", rows);

    assertThat(real.counts().renamed()).isEqualTo(5);
    assertThat(dry.counts().withDeactivated(0)).isEqualTo(real.counts().withDeactivated(0));
    assertThat(dry.deactivation().planned()).isEqualTo(real.deactivation().planned());
  }

  @Test
  void shouldKnowInADryRunWhoseSupervisorIsTheDefaultThatIsRenamed() { // SPEC S4, U7
    users("chief", "deputy", "worker");
    supervise("worker", "chief", "deputy");
    tenancy.pipeline.cloud.tenants.putSettings(
        OneTenant.TENANT, TenantSettings.DEFAULT.withSupervisors("chief", "deputy"));
    String[] rows = {
      "Benutzername;Bisheriger Benutzername;Vorgesetzter;Zweiter Vorgesetzter",
      "deputy;chief;;",
      "second;deputy;;",
      "worker;;nobody;worker"
    };

    Import dry = tenancy.imports("{\"dryRun\": true}", rows);
    Import real = tenancy.imports("{}", rows);

    assertThat(real.counts().unchanged()).isEqualTo(1);
    assertThat(dry.counts()).isEqualTo(real.counts());
  }

  @Test
  void shouldTakeAsDefaultSupervisorWhoGetsThatNameByTheRoster() { // SPEC U7
    users("deputy", "worker");
    supervise("worker", "deputy", "");
    tenancy.pipeline.cloud.tenants.putSettings(
        OneTenant.TENANT, TenantSettings.DEFAULT.withSupervisors("chief", ""));
    String[] rows = {
      "Benutzername;Bisheriger Benutzername;Vorgesetzter", "chief;deputy;", "worker;;nobody"
    };

    Import dry = tenancy.imports("{\"dryRun\": true}", rows);
    Import real = tenancy.imports("{}", rows);

    assertThat(tenancy.user("worker").supervisor()).isEqualTo("chief");
    assertThat(real.counts().unchanged()).isEqualTo(1);
    assertThat(dry.counts()).isEqualTo(real.counts());
    assertThat(tenancy.imports("{}", rows).counts().unchanged()).isEqualTo(2);
  }

  @Test
  void shouldHaveAllFollowWhoNameRenamedUsers() {
    users("a", "b", "worker", "second", "listed");
    var users = tenancy.pipeline.cloud.users;
    supervise("worker", "a", "b");
    supervise("second", "b", "");
    supervise("a", "b", "");
    tenancy.pipeline.cloud.tenants.putSettings(
        OneTenant.TENANT, TenantSettings.DEFAULT.withSupervisors("a", "worker"));

    imports("{}", "b;a;", "a;b;");

    assertThat(tenancy.user("worker").supervisor()).isEqualTo("b");
    assertThat(tenancy.user("worker").secondSupervisor()).isEqualTo("a");
    assertThat(tenancy.user("second").supervisor()).isEqualTo("a");
    assertThat(tenancy.user("b").supervisor()).isEqualTo("a");
    TenantSettings settings =
        tenancy.pipeline.cloud.tenants.settings(OneTenant.TENANT).orElseThrow();
    assertThat(settings.defaultSupervisor()).isEqualTo("b");
    assertThat(settings.defaultSecondSupervisor()).isEqualTo("worker");
    assertThat(users.all(OneTenant.TENANT)).hasSize(5);
  }

  private void supervise(String username, String first, String second) {
    tenancy.pipeline.cloud.users.edit(
        OneTenant.TENANT,
        username,
        UserEdit.of(Map.of("supervisor", first, "secondSupervisor", second)),
        Sample.NOW);
  }

  @Test
  void shouldMatchOldAddressesInAnyCase() {
    users("anna@alt.example");

    Import done =
        tenancy.imports(
            "{\"matchBy\": \"email\"}", "E-Mail,old username", "Anna@neu.example,ANNA@alt.example");

    assertThat(done.counts().renamed()).isEqualTo(1);
    assertThat(names()).containsOnlyKeys("anna@neu.example");
  }

  @Test
  void shouldLeaveRowsOfKnownUsersWhereTheImportDoes() { // SPEC U12
    users("a");

    Import done = imports("{\"existingUsers\": \"skip\"}", "b;a;", "c;;");

    assertThat(done.counts())
        .isEqualTo(CountsBuilder.builder().rows(2).skipped(1).created(1).build());
    assertThat(names()).containsOnlyKeys("a", "c");
  }

  @ParameterizedTest
  @ValueSource(ints = {49, 50, 51, 99, 100, 101, 333})
  void shouldRenameLongChainsAndRings(int length) {
    String[] chain = names("k", length);
    String[] ring = names("r", length);
    users(chain);
    users(ring);
    List<String> rows = new ArrayList<>();
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < length; i++) {
      String behind = i + 1 < length ? chain[i + 1] : "k-end";
      rows.add(behind + ";" + chain[i] + ";");
      rows.add(ring[(i + 1) % length] + ";" + ring[i] + ";");
      expected.put(behind, chain[i]);
      expected.put(ring[(i + 1) % length], ring[i]);
    }
    Collections.shuffle(rows, new Random(length));

    Import done = imports("{}", rows.toArray(String[]::new));

    assertThat(done.counts().renamed()).isEqualTo(2L * length);
    assertThat(names()).isEqualTo(expected);
    assertThat(imports("{}", rows.toArray(String[]::new)).counts().unchanged())
        .isEqualTo(2L * length);
  }

  private static String[] names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndTheSameWhateverCallGoesWrong(Kind kind) { // SPEC A6
    OneTenant sound = new OneTenant(scratch);
    prepare(sound);
    int before = sound.pipeline.cloud.faults.calls().size();
    Counts expected = disturbed(sound).counts();
    List<Faults.Call> made = sound.pipeline.cloud.faults.calls();
    int calls = made.size();
    int first = before + 1;
    while (!made.get(first - 1).port().equals("Imports")) { // the test itself reads options
      first++;
    }
    List<String> failures = new ArrayList<>();
    for (int call = first; call <= calls; call++) {
      for (Moment moment : Moment.values()) {
        OneTenant shaken = new OneTenant(scratch);
        prepare(shaken);
        shaken.pipeline.cloud.faults.plan(call, moment, kind);
        Import done = disturbed(shaken);
        if (!done.counts().equals(expected)
            || !names(shaken).equals(names(sound))
            || !supervisors(shaken).equals(supervisors(sound))) {
          failures.add(kind + " " + moment + " call " + call + ": " + done.counts());
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  private static void prepare(OneTenant tenancy) {
    users(tenancy, "a", "b", "c", "x", "y", "left", "s1", "s2", "s3");
    var users = tenancy.pipeline.cloud.users;
    for (String name : List.of("a", "s1", "y")) {
      users.edit(
          OneTenant.TENANT,
          name,
          UserEdit.of(Map.of("supervisor", "b", "secondSupervisor", "x")),
          Sample.NOW);
    }
  }

  private static Import disturbed(OneTenant tenancy) {
    return imports(
        tenancy,
        "{\"deactivateUnlisted\": true}",
        "b;a;B",
        "c;b;C",
        "d;c;",
        "y;x;Y",
        "x;y;",
        "a;;Neu",
        "s1;;",
        "s2;;",
        "s3;nobody;");
  }

  private static Map<String, String> supervisors(OneTenant tenancy) {
    Map<String, String> supervisors = new TreeMap<>();
    for (User user : tenancy.pipeline.cloud.users.all(OneTenant.TENANT)) {
      supervisors.put(user.username(), user.supervisor() + "/" + user.secondSupervisor());
    }
    return supervisors;
  }

  /** Random rosters against a map of who is called what. */
  @Test
  void shouldDoAsAMapDoesThroughAnyHistory() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      OneTenant one = new OneTenant(scratch);
      Map<String, String> model = new TreeMap<>();
      for (int i = 0; i < 8; i++) {
        users(one, "n" + i);
        model.put("n" + i, "n" + i);
      }
      for (int round = 0; round < 4; round++) {
        List<String> rows = new ArrayList<>();
        Map<String, String> wanted = new HashMap<>();
        Set<String> olds = new HashSet<>();
        for (int i = random.nextInt(7); i > 0; i--) {
          String from = "n" + random.nextInt(16);
          String to = "n" + random.nextInt(16);
          if (!from.equals(to) && !wanted.containsKey(to) && olds.add(from)) {
            wanted.put(to, from);
            rows.add(to + ";" + from + ";");
          }
        }
        rows.add("always;;");
        Map<String, String> former = new HashMap<>();
        one.pipeline
            .cloud
            .users
            .all(OneTenant.TENANT)
            .forEach(user -> former.put(user.username(), user.renamedFrom()));
        Import done = imports(one, "{}", rows.toArray(String[]::new));
        model = after(model, former, wanted, done);
        assertThat(names(one)).as("seed %s round %s %s", seed, round, rows).isEqualTo(model);
      }
    }
  }

  /** Takes away what cannot be until all that is left can be at once. */
  private static Map<String, String> after(
      Map<String, String> model,
      Map<String, String> former,
      Map<String, String> wanted,
      Import of) {
    Map<String, String> open = new HashMap<>(wanted);
    open.values().removeIf(from -> !model.containsKey(from));
    Map<String, String> all = new HashMap<>(open);
    // Made before: the largest set of renames that look so and whose users stay.
    Map<String, String> made = new HashMap<>(open);
    made.entrySet().removeIf(r -> !r.getValue().equals(former.get(r.getKey())));
    while (made.keySet().removeIf(to -> all.containsValue(to) && !made.containsValue(to))) {
      // until nothing changes
    }
    open.keySet().removeAll(made.keySet());
    Map<String, String> possible = new HashMap<>(open);
    while (possible.keySet().removeIf(to -> model.containsKey(to) && !possible.containsValue(to))) {
      // until nothing changes
    }
    assertThat(of.counts().renamed()).isEqualTo(possible.size());
    assertThat(of.counts().failed()).isEqualTo(open.size() - possible.size());
    Map<String, String> after = new TreeMap<>(model);
    possible.values().forEach(after::remove);
    possible.forEach((to, from) -> after.put(to, model.get(from)));
    wanted.keySet().stream()
        .filter(to -> !open.containsKey(to))
        .forEach(to -> after.putIfAbsent(to, ""));
    after.putIfAbsent("always", "");
    return after;
  }
}
