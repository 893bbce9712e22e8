package dev.rollbook.reconcile;

import static dev.rollbook.reconcile.ReconcileOnFakes.IMPORT;
import static dev.rollbook.reconcile.ReconcileOnFakes.TENANT;
import static dev.rollbook.reconcile.ReconcileOnFakes.batch;
import static dev.rollbook.reconcile.ReconcileOnFakes.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.KeyRange;
import dev.rollbook.directory.KeyShard;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserEdit;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.BatchPlan;
import dev.rollbook.imports.Command;
import dev.rollbook.imports.Command.Action;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions.Notify;
import dev.rollbook.imports.Notification;
import dev.rollbook.imports.PasswordKey;
import dev.rollbook.imports.Progress;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.Status;
import dev.rollbook.imports.UnlistedUser;
import dev.rollbook.roster.FindingCode;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.testkit.Faults.Killed;
import dev.rollbook.testkit.Faults.Kind;
import dev.rollbook.testkit.Faults.Moment;
import dev.rollbook.testkit.InMemoryNotifications;
import dev.rollbook.testkit.QuickHasher;
import dev.rollbook.testkit.Sample;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plan, apply, tell, note (SPEC A6, A9). */
class BatchReconcilerTest {

  private final ReconcileOnFakes fakes = new ReconcileOnFakes();

  private User user(String username) {
    return fakes.cloud.users.find(TENANT, username).orElseThrow();
  }

  /** Users of whom one kind of call fails if it names somebody. */
  private void failing(String method, Predicate<Object> names) {
    Users real = fakes.users;
    fakes.users =
        (Users)
            Proxy.newProxyInstance(
                Users.class.getClassLoader(),
                new Class<?>[] {Users.class},
                (proxy, called, args) -> {
                  if (called.getName().equals(method)
                      && args[method.equals("write") ? 2 : 1] instanceof Collection<?> named
                      && named.stream().anyMatch(names)) {
                    throw new IllegalStateException("no answer about " + named);
                  }
                  try {
                    return called.invoke(real, args);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  /** Kills the first call of a method, then goes on living. */
  private void killAt(String method, Moment moment, RowBatch... batches) {
    fakes.cloud.faults.planNext(method, moment, Kind.KILL);
    assertThatThrownBy(() -> fakes.reconciler().reconcile(List.of(batches)))
        .isInstanceOf(Killed.class);
    fakes.cloud.faults.revive();
  }

  @Test
  void shouldStoreThePlanBeforeTheFirstWrite() {
    Import running = fakes.running();

    killAt("write", Moment.BEFORE, batch(0, "ada"));

    assertThat(fakes.files(running).plan(0).orElseThrow().rows())
        .extracting(PlannedRow::outcome)
        .containsExactly(Outcome.CREATED);
    assertThat(fakes.cloud.users.all(TENANT)).isEmpty();
    assertThat(fakes.settled()).isEmpty();
  }

  @Test
  void shouldStillCountAUserAsCreatedWhenTheBatchComesAgain() {
    fakes.running();
    killAt("settle", Moment.BEFORE, batch(0, "ada", "bob"));
    assertThat(fakes.cloud.users.all(TENANT)).hasSize(2);

    Set<RowBatch> again = fakes.reconciler().reconcile(List.of(batch(0, "ada", "bob")));

    assertThat(again).isEmpty();
    assertThat(fakes.tally().created()).isEqualTo(2);
    assertThat(fakes.tally().updated()).isZero();
  }

  @Test
  void shouldWriteTheOtherHalfWhenTheFirstTryWroteOne() {
    fakes.running();
    killAt("write", Moment.HALFWAY, batch(0, "ada", "bob"));
    assertThat(fakes.cloud.users.all(TENANT)).hasSize(1);

    fakes.reconciler().reconcile(List.of(batch(0, "ada", "bob")));

    assertThat(fakes.cloud.users.all(TENANT)).hasSize(2);
    assertThat(fakes.tally().created()).isEqualTo(2);
  }

  @Test
  void shouldReportAUserWhoCameMeanwhile() {
    Import running = fakes.running();
    killAt("write", Moment.BEFORE, batch(0, "ada", "bob"));
    fakes.cloud.users.create(TENANT, Sample.fullUser("ada"), "");

    fakes.reconciler().reconcile(List.of(batch(0, "ada", "bob")));

    assertThat(fakes.tally().created()).isEqualTo(1);
    assertThat(fakes.tally().processingFailed()).isEqualTo(1);
    assertThat(fakes.ended(running, 0).get(0).findings())
        .extracting("code")
        .containsExactly(FindingCode.PROCESSING_FAILED);
    assertThat(user("ada").firstName()).isEqualTo("Ada");
  }

  /** It was once overwritten, and still marked as changed by hand. */
  @Test
  void shouldLeaveAndReportAUserWhoWasEditedSinceItWasPlanned() { // SPEC U13, A6
    Import running = fakes.running();
    fakes.cloud.users.create(TENANT, Sample.user("ada"), "");
    RowBatch rows = batch(0, List.of(row(2, "ada", Map.of("firstName", "Ada"))), false);
    killAt("write", Moment.BEFORE, rows);
    fakes.cloud.users.edit(
        TENANT,
        "ada",
        UserEdit.of(Map.of("firstName", "Hand", "handEdited:firstName", "firstName")),
        Sample.NOW);

    fakes.reconciler().reconcile(List.of(rows));

    assertThat(user("ada").firstName()).isEqualTo("Hand");
    assertThat(user("ada").handEdited()).containsExactly("firstName");
    assertThat(fakes.tally().updated()).isZero();
    assertThat(fakes.ended(running, 0).get(0).findings())
        .extracting("code")
        .containsExactly(FindingCode.PROCESSING_FAILED);
  }

  @Test
  void shouldStillCountAUserWhoWasEditedSinceItWasWritten() { // SPEC A6
    fakes.running();
    fakes.cloud.users.create(TENANT, Sample.user("ada"), "");
    RowBatch rows = batch(0, List.of(row(2, "ada", Map.of("firstName", "Ada"))), false);
    killAt("settle", Moment.BEFORE, rows);
    fakes.cloud.users.edit(TENANT, "ada", UserEdit.of(Map.of("firstName", "Hand")), Sample.NOW);

    fakes.reconciler().reconcile(List.of(rows));

    assertThat(user("ada").firstName()).isEqualTo("Hand");
    assertThat(fakes.tally().updated()).isEqualTo(1);
    assertThat(fakes.tally().failed()).isZero();
  }

  @Test
  void shouldTellOneStoryOfARowThatCouldNotBeAppliedAtFirst() {
    Import running = fakes.running();
    killAt("write", Moment.BEFORE, batch(0, "ada"));
    fakes.cloud.users.create(TENANT, Sample.user("ada"), "");
    killAt("settle", Moment.BEFORE, batch(0, "ada"));
    fakes.cloud.users.delete(TENANT, "ada");

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));

    assertThat(fakes.tally().failed()).isEqualTo(1);
    assertThat(fakes.ended(running, 0).get(0).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(fakes.cloud.users.all(TENANT)).isEmpty();
  }

  @Test
  void shouldLeaveASettledBatchAloneWhateverHappenedToItsUsersSince() {
    Import running = fakes.running();
    fakes.reconciler().reconcile(List.of(batch(0, "ada")));
    fakes.cloud.users.delete(TENANT, "ada");

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));
    fakes.reconciler().settleRowByRow(batch(0, "ada"));
    fakes.reconciler().reconcile(List.of(batch(0, batch(0, "ada").rows(), true)));

    assertThat(fakes.ended(running, 0).get(0).outcome()).isEqualTo(Outcome.CREATED);
    assertThat(fakes.tally().created()).isEqualTo(1);
    assertThat(fakes.cloud.users.all(TENANT)).isEmpty();
  }

  @Test
  void shouldNotLetOneBadBatchTakeTheOthersAlong() {
    fakes.running();
    failing("find", "poison"::equals);

    Set<RowBatch> again =
        fakes.reconciler().reconcile(List.of(batch(0, "poison"), batch(1, "bob")));

    assertThat(again).containsExactly(batch(0, "poison"));
    assertThat(fakes.settled()).containsExactly(1);
  }

  @Test
  void shouldCallFinalizeWithTheLastBatchAndAgainIfItComesAgain() {
    fakes.running();
    fakes.reconciler().reconcile(List.of(batch(1, "bob")));
    assertThat(fakes.cloud.commands.take()).isEmpty();

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));
    assertThat(fakes.cloud.commands.take())
        .containsExactly(Command.of(Action.FINISH, TENANT, IMPORT));

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));
    assertThat(fakes.cloud.commands.take())
        .containsExactly(Command.of(Action.FINISH, TENANT, IMPORT));
  }

  @Test
  void shouldApplyNothingOfAnImportThatHasEnded() { // SPEC S8
    Import running = fakes.running();
    fakes.cloud.imports.replace(running.to(Status.CANCELLED, Sample.NOW));

    Set<RowBatch> again = fakes.reconciler().reconcile(List.of(batch(0, "ada")));
    fakes.reconciler().settleRowByRow(batch(0, "ada"));

    assertThat(again).isEmpty();
    assertThat(fakes.cloud.users.all(TENANT)).isEmpty();
    assertThat(fakes.settled()).isEmpty();
  }

  @Test
  void shouldPlanAndCountButNotWriteInADryRun() { // SPEC S4
    Import running = fakes.running(true, new Notify(true, "", ""));

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));
    fakes.reconciler().settleRowByRow(batch(1, "bob"));

    assertThat(fakes.tally().created()).isEqualTo(2);
    assertThat(fakes.cloud.users.all(TENANT)).isEmpty();
    assertThat(fakes.cloud.notifications.sent()).isEmpty();
    assertThat(fakes.ended(running, 0)).hasSize(1);
  }

  @Test
  void shouldHashAPasswordOnlyForAUserWhoHasNone() { // SPEC U6, A8
    fakes.running();
    fakes.cloud.users.create(TENANT, Sample.user("own"), "quick$own");
    fakes.cloud.users.edit(
        TENANT,
        "own",
        UserEdit.NONE.with().passwordHash(Optional.of("quick$own")).build(),
        Sample.NOW);

    fakes
        .reconciler()
        .reconcile(
            List.of(
                batch(
                    0,
                    List.of(
                        row(2, "own", Map.of("password", "Geheim-1")),
                        row(3, "new", Map.of("password", "Geheim-1"))),
                    false)));

    assertThat(fakes.cloud.users.passwordHash(TENANT, "own")).contains("quick$own");
    assertThat(fakes.cloud.users.passwordHash(TENANT, "new"))
        .contains(new QuickHasher().hash("Geheim-1"));
    assertThat(fakes.cloud.results.keys())
        .allMatch(
            key ->
                !new String(fakes.cloud.results.get(key).orElseThrow(), StandardCharsets.UTF_8)
                    .contains("Geheim"));
    assertThat(fakes.tally().warnings()).isEqualTo(1);
  }

  @Test
  void shouldOpenAPasswordByTheKeyOfItsImport() { // SPEC A8
    PasswordKey key = PasswordKey.of(fakes.running(), fakes.cloud.buckets());
    key.make();
    RowBatch sealed = withPassword().sealed(key.seal().orElseThrow());

    fakes.reconciler().reconcile(List.of(sealed));

    assertThat(fakes.cloud.users.passwordHash(TENANT, "new"))
        .contains(new QuickHasher().hash("Geheim-1"));
  }

  @Test
  void shouldSetNoPasswordOnceItsKeyIsDestroyed() { // SPEC A8
    PasswordKey key = PasswordKey.of(fakes.running(), fakes.cloud.buckets());
    key.make();
    RowBatch sealed = withPassword().sealed(key.seal().orElseThrow());
    key.destroy();

    fakes.reconciler().reconcile(List.of(sealed));

    assertThat(fakes.cloud.users.find(TENANT, "new")).isEmpty();
    assertThat(fakes.tally().failed()).isEqualTo(1);
  }

  /** Two copies of a batch in one delivery; the first one's settling let the import end. */
  @Test
  void shouldLeaveWhatACopySettledWhenAnotherIsStillAtWorkAfterTheEnd() { // SPEC A6, A11
    Import running = fakes.running();
    PasswordKey key = PasswordKey.of(running, fakes.cloud.buckets());
    key.make();
    RowBatch sealed = withPassword().sealed(key.seal().orElseThrow());
    AtomicBoolean ended = new AtomicBoolean();
    fakes.cloud.faults.byChance(
        () -> {
          if (!fakes.settled().isEmpty() && ended.compareAndSet(false, true)) {
            key.destroy();
          }
          return Optional.empty();
        });

    fakes.reconciler().reconcile(List.of(sealed, sealed));

    assertThat(ended).isTrue();
    assertThat(fakes.files(running).settledPlan(0).orElseThrow().rows())
        .extracting(PlannedRow::outcome)
        .containsExactly(Outcome.CREATED);
  }

  @Test
  void shouldReportARowWhosePasswordSomebodyChangedOnItsWay() { // SPEC A6, A8
    PasswordKey key = PasswordKey.of(fakes.running(), fakes.cloud.buckets());
    key.make();
    RowBatch other =
        batch(0, List.of(row(3, "new", Map.of("password", "Geheim-1"))), false)
            .sealed(key.seal().orElseThrow());
    RowBatch moved =
        RowBatch.ofRows(
                TENANT,
                IMPORT,
                0,
                2,
                List.of(row(2, "new", other.rows().get(0).values()), row(4, "ada", Map.of())))
            .with()
            .sealed(true)
            .build();

    assertThat(fakes.reconciler().reconcile(List.of(moved))).hasSize(1);
    fakes.reconciler().settleRowByRow(moved);

    assertThat(fakes.cloud.users.find(TENANT, "new")).isEmpty();
    assertThat(fakes.cloud.users.find(TENANT, "ada")).isPresent();
    assertThat(fakes.tally().failed()).isEqualTo(1);
  }

  private static RowBatch withPassword() {
    return batch(0, List.of(row(3, "new", Map.of("password", "Geheim-1"))), false);
  }

  @Test
  void shouldApplyRowByRowWhatOneBadRowHeldUp() { // SPEC A6
    Import running = fakes.running();
    fakes.cloud.users.create(TENANT, Sample.user("poison"), "");
    failing("find", "poison"::equals);
    RowBatch batch = batch(0, "ada", "poison", "bob");
    assertThat(fakes.reconciler().reconcile(List.of(batch))).containsExactly(batch);

    fakes.reconciler().settleRowByRow(batch);

    assertThat(fakes.tally().created()).isEqualTo(2);
    assertThat(fakes.tally().processingFailed()).isEqualTo(1);
    assertThat(fakes.ended(running, 0))
        .extracting(PlannedRow::outcome)
        .containsExactly(Outcome.CREATED, Outcome.FAILED, Outcome.CREATED);
    assertThat(user("poison").firstName()).isEmpty();
  }

  /** Listed is who is named in any row, whatever becomes of it and of others. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldForgetTheDayOfWhoIsListedInARowThatCannotBePlanned(boolean ranges) { // SPEC D10
    fakes.running(IMPORT, false, ranges, Notify.NONE);
    for (String leaving : List.of("ada", "ben", "cleo")) {
      fakes.cloud.users.create(
          TENANT,
          Sample.user(leaving).with().leavingAt(Sample.NOW.plus(Duration.ofDays(14))).build(),
          "");
    }
    failing("existing", "poison"::equals);
    List<RosterRow> rows =
        List.of(
            row(2, "ada", Map.of("supervisor", "poison")),
            RosterRow.of(3, "ben", RosterRow.Verdict.FAIL));
    RowBatch batch = batch(0, rows, false).with().listed(List.of("cleo")).build();
    KeyRange range = ranges ? new KeyRange(KeyShard.of("ada"), "", "") : KeyRange.NONE;

    fakes.reconciler().settleRowByRow(batch.with().range(range).build());

    assertThat(fakes.tally().processingFailed()).isEqualTo(1);
    assertThat(
            Stream.of("ada", "ben", "cleo")
                .filter(name -> !ranges || KeyShard.of(name) == range.shard())
                .map(name -> user(name).leavingAt()))
        .isNotEmpty()
        .containsOnly(User.STAYS);
  }

  @Test
  void shouldNotReportAsFailedARowWhoseWriteGaveAnErrorBehindItsEffect() { // SPEC A6
    fakes.running();
    RowBatch batch = batch(0, "ada");
    fakes.cloud.faults.planNext("write", Moment.AFTER, Kind.NO_ANSWER);

    fakes.reconciler().settleRowByRow(batch);

    assertThat(fakes.tally().created()).isEqualTo(1);
    assertThat(fakes.tally().failed()).isZero();
    assertThat(user("ada").firstName()).isEqualTo("New");
  }

  @Test
  void shouldReportAsFailedARowWhoseWriteFailsBeforeItsEffect() {
    fakes.running();
    failing("write", write -> write.toString().contains("poison"));

    fakes.reconciler().settleRowByRow(batch(0, "ada", "poison"));

    assertThat(fakes.tally().created()).isEqualTo(1);
    assertThat(fakes.tally().processingFailed()).isEqualTo(1);
  }

  /** The copy that gives up once noted rows as failed which the original wrote a moment later. */
  @Test
  void shouldCarryOutThePlanThatStandsInPlaceOfGivingItUp() { // SPEC A6
    Import running = fakes.running();
    killAt("write", Moment.HALFWAY, batch(0, "ada", "bob"));

    fakes.reconciler().reconcile(List.of(batch(0, batch(0, "ada", "bob").rows(), true)));
    fakes.reconciler().reconcile(List.of(batch(0, "ada", "bob")));

    assertThat(fakes.tally().created()).isEqualTo(2);
    assertThat(fakes.tally().failed()).isZero();
    assertThat(fakes.cloud.users.all(TENANT)).hasSize(2);
    assertThat(fakes.ended(running, 0))
        .extracting(PlannedRow::outcome)
        .containsExactly(Outcome.CREATED, Outcome.CREATED);
  }

  @Test
  void shouldWriteNothingOfABatchThatWasGivenUpBeforeItWasPlanned() { // SPEC A6
    Import running = fakes.running();
    fakes.reconciler().reconcile(List.of(batch(0, batch(0, "ada", "bob").rows(), true)));

    fakes.reconciler().reconcile(List.of(batch(0, "ada", "bob")));
    fakes.reconciler().settleRowByRow(batch(0, "ada", "bob"));

    assertThat(fakes.cloud.users.all(TENANT)).isEmpty();
    assertThat(fakes.tally().processingFailed()).isEqualTo(2);
    assertThat(fakes.ended(running, 0))
        .extracting(PlannedRow::outcome)
        .containsExactly(Outcome.FAILED, Outcome.FAILED);
  }

  /** A late repeat of an earlier import once put its values in place of the next import's. */
  @Test
  void shouldNotLetALateRepeatOfAnEarlierImportOverwriteALaterOne() { // SPEC A6
    Import earlier = fakes.running();
    RowBatch old = batch(0, List.of(row(2, "ada", Map.of("firstName", "Old"))), false);
    fakes.cloud.users.create(TENANT, Sample.user("ada"), "");
    killAt("write", Moment.BEFORE, old);
    Import later = fakes.running("01JZ8Q5V7W3X4Y5Z6A7B8C9D0F", false, false, Notify.NONE);
    fakes
        .reconciler()
        .reconcile(
            List.of(
                RowBatch.ofRows(
                    TENANT,
                    later.importId(),
                    0,
                    2,
                    List.of(row(2, "ada", Map.of("firstName", "New"))))));

    fakes.reconciler().reconcile(List.of(old));

    assertThat(user("ada").firstName()).isEqualTo("New");
    assertThat(user("ada").lastImportId()).isEqualTo(later.importId());
    assertThat(fakes.tally().processingFailed()).isEqualTo(1);
    assertThat(fakes.ended(earlier, 0))
        .extracting(PlannedRow::outcome)
        .containsExactly(Outcome.FAILED);
  }

  @Test
  void shouldPlanTheUnlistedOfItsKeyRangeBesideItsRows() { // SPEC D1, D2
    Import running = fakes.running(IMPORT, false, true, Notify.NONE);
    int shard = KeyShard.of("ada");
    List<String> inShard =
        IntStream.range(0, 500)
            .mapToObj(i -> "u" + i)
            .filter(name -> KeyShard.of(name) == shard)
            .limit(4)
            .toList();
    fakes.cloud.users.create(TENANT, Sample.user("ada"), "");
    inShard.forEach(name -> fakes.cloud.users.create(TENANT, Sample.user(name), ""));
    IntStream.range(0, 50)
        .mapToObj(i -> "other" + i)
        .filter(name -> KeyShard.of(name) != shard)
        .forEach(name -> fakes.cloud.users.create(TENANT, Sample.user(name), ""));
    fakes.cloud.users.edit(
        TENANT, inShard.get(3), UserEdit.of(Map.of("status", "INACTIVE")), Sample.NOW);
    RowBatch batch =
        RowBatch.ofRows(TENANT, IMPORT, 0, 2, List.of(row(2, "ada", Map.of("firstName", "New"))))
            .with()
            .range(KeyRange.of(shard))
            .listed(List.of(inShard.get(0)))
            .build();

    fakes.reconciler().reconcile(List.of(batch));

    BatchPlan plan = fakes.files(running).settledPlan(0).orElseThrow();
    assertThat(plan.unlisted())
        .extracting(UnlistedUser::username)
        .containsExactlyInAnyOrder(inShard.get(1), inShard.get(2));
    assertThat(plan.eligible()).isEqualTo(4);
    assertThat(plan.rows()).extracting(PlannedRow::outcome).containsExactly(Outcome.UPDATED);
    assertThat(fakes.tally().unlisted()).isEqualTo(2);
    assertThat(user(inShard.get(1)).status()).isEqualTo(User.Status.ACTIVE);
  }

  @Test
  void shouldStillKnowTheUnlistedOfABatchThatIsGivenUp() { // SPEC D1
    fakes.running(IMPORT, false, true, Notify.NONE);
    fakes.cloud.users.create(TENANT, Sample.user("ada"), "");
    fakes.cloud.users.create(TENANT, Sample.user("eve"), "");
    RowBatch batch =
        RowBatch.ofRows(TENANT, IMPORT, 0, 2, List.of(row(2, "ada", Map.of("firstName", "New"))))
            .with()
            .giveUp(true)
            .range(KeyRange.of(KeyShard.of("ada")))
            .build();

    fakes.reconciler().reconcile(List.of(batch));

    assertThat(fakes.tally().eligible())
        .isEqualTo(KeyShard.of("eve") == KeyShard.of("ada") ? 2 : 1);
    assertThat(fakes.tally().processingFailed()).isEqualTo(1);
    assertThat(user("ada").firstName()).isEmpty();
  }

  @Test
  void shouldFailEveryRowOfABatchThatWasNeverPlannedWhenItIsGivenUp() {
    fakes.running();

    fakes.reconciler().reconcile(List.of(batch(0, batch(0, "ada", "bob").rows(), true)));

    assertThat(fakes.tally().processingFailed()).isEqualTo(2);
    assertThat(fakes.cloud.users.all(TENANT)).isEmpty();
  }

  @Test
  void shouldTellEachCreatedUserAndEachNewAccessOnce() { // SPEC A9
    Access moodle = new Access("moodle", "basic");
    fakes.running(false, new Notify(true, "", "welcome"), moodle);
    fakes.cloud.users.create(TENANT, Sample.user("old"), "");
    RowBatch batch =
        batch(
            0,
            List.of(row(2, "ada", Map.of("email", "ada@example.org")), row(3, "old", Map.of())),
            false);

    fakes.reconciler().reconcile(List.of(batch));
    fakes.reconciler().reconcile(List.of(batch));

    assertThat(fakes.cloud.notifications.sent())
        .extracting(Notification::username, Notification::type, Notification::product)
        .containsExactly(
            tuple("ada", Notification.Type.ACTIVATION, ""),
            tuple("ada", Notification.Type.ACCESS, "moodle"),
            tuple("old", Notification.Type.ACCESS, "moodle"));
    assertThat(fakes.cloud.notifications.sent())
        .allMatch(told -> told.language().equals("de") && told.template().equals("welcome"));
    assertThat(fakes.cloud.notifications.sent().get(0).email()).isEqualTo("ada@example.org");
  }

  @Test
  void shouldTellInTheLanguageThatTheImportNames() { // SPEC A9
    fakes.running(false, new Notify(true, "en", ""));

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));

    assertThat(fakes.cloud.notifications.sent())
        .extracting(Notification::language)
        .containsExactly("en");
  }

  @Test
  void shouldTellNobodyUnlessAskedTo() {
    fakes.running();

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));

    assertThat(fakes.cloud.notifications.sent()).isEmpty();
  }

  @Test
  void shouldWriteNobodyTheSecondTime() { // SPEC A7
    fakes.running();
    User old = Sample.user("ada");
    fakes.cloud.users.create(TENANT, old, "");
    fakes.cloud.users.edit(TENANT, "ada", UserEdit.of(Map.of("firstName", "New")), Sample.NOW);

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));

    assertThat(fakes.tally().unchanged()).isEqualTo(1);
    assertThat(fakes.tally().updated()).isEqualTo(1);
    assertThat(fakes.tally().writeUnits()).isZero();
    assertThat(user("ada").lastImportId()).isEmpty();
  }

  private List<String> told() {
    return fakes.cloud.notifications.sent().stream().map(Notification::username).toList();
  }

  @Test
  void shouldTellOnceWhenTheBatchComesAgainMuchLater() { // SPEC A9
    fakes.running(false, new Notify(true, "", ""));
    killAt("settle", Moment.AFTER, batch(0, "ada")); // that they were told is noted
    fakes.cloud.advance(InMemoryNotifications.WINDOW.multipliedBy(3));

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));

    assertThat(told()).containsExactly("ada");
    assertThat(fakes.settled()).containsExactly(0);
  }

  @Test
  void shouldStillTellWhatACrashLeftUntold() { // SPEC A9
    fakes.running(false, new Notify(true, "", ""));
    killAt("send", Moment.BEFORE, batch(0, "ada"));
    fakes.cloud.advance(InMemoryNotifications.WINDOW.multipliedBy(3));

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));

    assertThat(told()).containsExactly("ada");
  }

  @Test
  void shouldTellUnderTheSameIdsWhenNobodyKnowsWhetherItDid() { // SPEC A9
    fakes.running(false, new Notify(true, "", ""));
    killAt("send", Moment.AFTER, batch(0, "ada"));

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));

    assertThat(told()).as("within the queue's five minutes").containsExactly("ada");
  }

  @Test
  void shouldNoteNothingWhereNobodyIsToBeTold() { // SPEC A7
    fakes.running(false, new Notify(true, "", ""));
    fakes.cloud.users.create(TENANT, Sample.user("ada"), "");

    fakes.reconciler().reconcile(List.of(batch(0, "ada")));

    assertThat(fakes.cloud.progress.settled(Progress.ofNotifications(IMPORT)).batches()).isEmpty();
  }
}
