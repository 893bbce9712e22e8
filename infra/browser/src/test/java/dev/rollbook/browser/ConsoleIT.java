package dev.rollbook.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who has never seen a command line, before the console. */
@ExtendWith(Stage.InBrowser.class)
@Timeout(900)
class ConsoleIT {

  @TempDir private Path folder;

  /** The way of both articles, in both languages (SPEC A14). */
  @ParameterizedTest(name = "C1 to C5, S10, S11: from key to history, and taken back ({0})")
  @CsvSource({
    "de, Personen importieren, 30 Benutzer angelegt, '3 Benutzer deaktiviert', 'Anwenden: 2 neu, 3 ändern sich, 3 gehen'",
    "en, Import people, 30 users created, 3 users deactivated, 'Apply: 2 new, 3 change, 3 leave'"
  })
  void shouldLeadFromTheKeyToTheHistoryAndBack(
      String language, String title, String created, String deactivated, String apply, Stage stage)
      throws Exception {
    try (Desk desk = stage.desk(language, ColorScheme.LIGHT, 1280)) {
      Page page = desk.enter().agreeable().page();
      assertThat(page.locator("html")).hasAttribute("lang", language);
      desk.sees("h1", title).picture("import-" + language);

      // When a first list comes
      desk.upload(Stage.sample("school.csv"), "keep", "September").reviews();
      desk.sees("h1", "September").sees("review-view dl", "windows-1252");
      assertThat(page.locator("review-view .known")).hasCount(0);
      assertThat(page.locator("review-view select").nth(1)).hasValue("username");
      assertThat(page.locator("review-view select[name=matchBy]")).hasValue("username");
      desk.importAtOnce().sees(".messages", created);

      // When another comes, a month later
      desk.upload(Stage.sample("school-next-month.csv"), "deactivate", "October").reviews();
      assertThat(page.locator("review-view .known").first()).isVisible();
      desk.sees("review-view .known + small", desk.t("review.known"));
      desk.picture("review-" + language);
      desk.glimpse("first-rows-" + language, page.locator("review-view h2").nth(2));
      desk.button("review.plan").click();

      // Then it is said who would leave, be new and be changed, and nothing is done
      desk.sees("plan-view h2", desk.t("plan.title"));
      desk.counts("deactivate", 3).counts("create", 2).counts("update", 3);
      desk.sees("plan-people", "o.möller").picture("plan-" + language);
      assertThat(desk.inactive()).isEmpty();

      // When it is applied
      desk.press(apply);
      // Then it is done as it was said
      desk.sees("import-view", desk.t("imports.applies")).sees(".messages", deactivated);
      desk.picture("result-" + language);
      assertThat(desk.inactive()).containsExactly("j.müller", "o.möller", "t.würz");

      // When somebody looks what taking it back would do
      desk.button("result.undoPlan").click();
      // Then that is said likewise, and nothing is done
      desk.sees("plan-view h2", desk.t("plan.undoTitle"));
      desk.counts("deactivate", 2).counts("reactivate", 3);
      desk.picture("undo-plan-" + language);
      assertThat(desk.inactive()).containsExactly("j.müller", "o.möller", "t.würz");

      // When it is taken back
      desk.button("result.undoDo").click();
      // Then who left is here again, and who was new is not
      desk.sees("import-view", desk.t("imports.undoes"))
          .sees(".status", desk.t("status.COMPLETED"));
      page.locator(".messages").waitFor();
      assertThat(desk.inactive()).hasSize(2).doesNotContain("j.müller", "o.möller", "t.würz");

      // And all of it is in the history, where each is found by its name
      desk.go("#/imports");
      assertThat(page.locator("history-page tbody tr")).hasCount(5);
      page.locator("history-page input[name=name]").fill("Sept");
      page.locator("history-page form button").click();
      assertThat(page.locator("history-page tbody tr")).hasCount(1);
      desk.picture("history-" + language);
      page.locator("history-page tbody a").click();
      page.locator("import-result").waitFor();
      // With what it was made with, and how its file was read
      page.locator("import-settings summary").click();
      desk.sees("import-settings .settings", desk.t("import.people.keep"));
      desk.sees("import-settings .settings", desk.t("option.matchBy.username"));
      desk.sees("import-settings .settings", "Schlagwörter → " + desk.t("target.tags"));
      desk.sees("import-settings .facts", "windows-1252");
      desk.accessible("settings of an import").picture("import-settings-" + language);

      // And reload and the way back lead where they should
      String link = page.url();
      page.reload();
      page.locator("import-result").waitFor();
      assertThat(page.url()).isEqualTo(link);
      page.goBack();
      page.locator("history-page").waitFor();
      assertThat(desk.complaints()).isEmpty();
    }
  }

  /** Who leaves is seen without scrolling. */
  @ParameterizedTest(name = "C3: who would leave is never below the fold ({0} by {1})")
  @CsvSource({"1280, 720", "390, 844"})
  void shouldShowWhoLeavesAboveTheFold(int width, int height, Stage stage) throws Exception {
    Path many = people("many.csv", 60);
    Path fewer = people("fewer.csv", 2);
    try (Desk desk = stage.desk("de", ColorScheme.LIGHT, width)) {
      Page page = desk.enter().page();
      page.setViewportSize(width, height);
      desk.upload(many, "keep").importAtOnce();
      desk.upload(fewer, "deactivate").reviews();
      desk.button("review.plan").click();

      page.locator("plan-people li").first().waitFor();
      assertThat(page.locator("plan-people li").first()).isInViewport();
      desk.sees("plan-view .problem", "58 Personen würden zurückgehalten");
      desk.sees("plan-view .actions", "Anwenden: 58 zurückgehalten");
      desk.accessible("leaving").picture("leaving-" + width);

      // Tables of many come some at a time
      desk.go("#/users");
      assertThat(page.locator("users-page tbody tr")).hasCount(50);
      desk.button("more").click();
      assertThat(page.locator("users-page tbody tr")).hasCount(60);
    }
  }

  @Test
  @DisplayName("C3, U14: the plan's button names who is renamed")
  void shouldNameWhoIsRenamedOnTheButton(Stage stage) throws Exception {
    Path before = people("before.csv", 2);
    Path after =
        Stage.roster(
            folder,
            "after.csv",
            List.of("username;oldUsername;firstName", "q1;p1;Name1", "q2;p2;Other", "q3;;Name3"));
    try (Desk desk = stage.desk("de", ColorScheme.LIGHT, 1280)) {
      desk.enter().upload(before, "keep").importAtOnce();
      desk.upload(after, "keep").reviews().button("review.plan").click();

      desk.counts("rename", 2).counts("create", 1).counts("update", 1);
      desk.press("Anwenden: 1 neu, 1 ändert sich, 2 umbenannt");

      desk.sees("import-result .messages", "1 Benutzer angelegt");
      assertThat(desk.usernames("")).containsExactly("q1", "q2", "q3");
    }
  }

  @ParameterizedTest(name = "a wrong key opens nothing, and is told so ({0})")
  @CsvSource({"en, not valid", "de, nicht mehr gültig"})
  void shouldRefuseAWrongKey(String language, String said, Stage stage) throws Exception {
    try (Desk desk = stage.desk(language, ColorScheme.LIGHT, 1280)) {
      desk.open().signIn("rbk_nobody_nothing");

      desk.sees(".problem", said);
      assertThat(desk.page().locator("nav")).hasCount(0);
      assertThat(desk.page().evaluate("sessionStorage.length")).isEqualTo(0);
    }
  }

  @Test
  @DisplayName("a key that is revoked meanwhile leads back to the sign-in")
  void shouldLeadBackToTheSignInWhereTheKeyIsNoGoodAnyMore(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      desk.enter().page().evaluate("sessionStorage.setItem('rollbook.key', 'rbk_gone_gone')");
      desk.go("#/users");

      desk.sees("sign-in .problem", "not valid");
    }
  }

  /** {@code rollbook console} opens it so. */
  @Test
  void shouldTakeAKeyOutOfTheAddressAtOnce(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      Page page = desk.page();
      page.navigate(stage.console() + "#key=" + desk.key());
      page.locator("import-page h1").waitFor();

      assertThat(page.url()).doesNotContain(desk.key());
      assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
    }
  }

  @ParameterizedTest(name = "R9: a file that cannot be read ({0})")
  @CsvSource({"en, Nothing was imported", "de, Es wurde nichts importiert"})
  void shouldSayWhyAFileCannotBeRead(String language, String said, Stage stage) throws Exception {
    Path broken = Files.write(folder.resolve("broken.xlsx"), new byte[] {'P', 'K', 3, 4, 0, 0, 1});
    try (Desk desk = stage.desk(language, ColorScheme.LIGHT, 1280)) {
      desk.enter().upload(broken, "keep").ended();

      desk.sees("import-result .problem", said);
      desk.picture("unreadable-" + language);
    }
  }

  @ParameterizedTest(name = "S8: a review that is cancelled changes nobody ({0})")
  @CsvSource({"en, Cancelled", "de, Abgebrochen"})
  void shouldCancelAReview(String language, String said, Stage stage) throws Exception {
    try (Desk desk = stage.desk(language, ColorScheme.LIGHT, 1280)) {
      desk.enter().upload(Stage.sample("school.csv"), "keep").reviews();
      desk.button("review.cancel").click();

      desk.sees(".status", said);
      assertThat(desk.usernames("")).isEmpty();
    }
  }

  @Test
  @DisplayName("C4, S8: an import that runs says how far it is, and can be cancelled")
  void shouldCancelARunningImport(Stage stage) throws Exception {
    Path many = people("long.csv", 20_000);
    try (Desk desk = stage.desk()) {
      Page page = desk.enter().agreeable().page();
      page.locator("import-page input[name=review]").uncheck();
      desk.upload(many, "keep");
      page.locator("import-progress progress").waitFor();
      desk.button("progress.cancel").click();

      desk.ended().sees(".status", "Cancelled");
      int created =
          stage.list(desk.key(), "/imports").get(0).path("counts").path("created").asInt();
      assertThat(created).isLessThan(20_000);
    }
  }

  @Test
  @DisplayName("C1: an upload shows how far it is, warns who leaves, and can be cancelled")
  void shouldCancelAnUpload(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      Page page = desk.enter().page();
      // An upload that takes for ever.
      page.route(Pattern.compile("uploads"), route -> {});
      page.locator("import-page input[type=file]").setInputFiles(Stage.sample("school.csv"));
      page.locator("import-page form > button").click();

      // Then
      page.locator("import-page progress").waitFor();
      assertThat(
              page.evaluate("window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"))
          .as("whether the browser would leave unasked")
          .isEqualTo(false);

      // When
      desk.button("cancel").click();

      // Then
      desk.sees(".problem", "Nothing was imported");
      assertThat(page.locator("import-page progress")).hasCount(0);
    }
  }

  @Test
  @DisplayName("C1: a million rows are uploaded with a bar that moves and memory that stays")
  void shouldUploadAMillionRowsInFlatMemory(Stage stage) throws Exception {
    Path million = folder.resolve("million.csv");
    try (Writer out = Files.newBufferedWriter(million)) {
      out.write("username;firstName;lastName;email\n");
      for (int i = 1; i <= 1_000_000; i++) {
        out.write(
            "p" + i + ";First name " + i + ";Last name " + i + ";p" + i + "@school.example\n");
      }
    }
    try (Desk desk = stage.desk()) {
      Page page = desk.enter().page();
      CDPSession browser = page.context().newCDPSession(page);
      browser.send("Network.enable");
      browser.send("Network.emulateNetworkConditions", throughput(Files.size(million) / 3));
      long before = memory(browser);
      List<Double> seen = new ArrayList<>();
      List<Long> memory = new ArrayList<>();

      page.locator("import-page input[type=file]").setInputFiles(million);
      page.locator("import-page form > button").click();
      page.waitForCondition(
          () -> {
            Object now = page.evaluate("document.querySelector('import-page progress')?.value");
            if (now instanceof Number part) {
              seen.add(part.doubleValue());
            }
            memory.add(memory(browser));
            return page.locator("import-view").isVisible();
          });

      assertThat(seen).isSorted();
      assertThat(seen.stream().distinct()).hasSizeGreaterThan(5);
      assertThat(Collections.max(memory) - before)
          .as("bytes more in the page")
          .isLessThan(Files.size(million) / 10);
      JsonNode uploaded = stage.list(desk.key(), "/imports").get(0);
      stage.call(
          desk.key(), "POST", "/imports/" + uploaded.path("importId").asText() + "/cancel", "");
      desk.ended().sees(".status", "Cancelled");
    }
  }

  private static JsonObject throughput(long bytesASecond) {
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", 0);
    conditions.addProperty("downloadThroughput", -1);
    conditions.addProperty("uploadThroughput", bytesASecond);
    return conditions;
  }

  /** All that the page's scripts hold, the content of buffers included. */
  private static long memory(CDPSession browser) {
    JsonObject usage = browser.send("Runtime.getHeapUsage");
    return usage.get("usedSize").getAsLong() + usage.get("backingStorageSize").getAsLong();
  }

  @ParameterizedTest(name = "D6: a held plan is approved by who sees whom it is about ({0})")
  @CsvSource({
    "en, 37 people have not been deactivated, Deactivate 37 people, You approved their deactivation",
    "de, 37 Personen wurden noch nicht deaktiviert, 37 Personen deaktivieren, Sie haben der Deaktivierung zugestimmt"
  })
  void shouldHaveAHeldPlanApproved(
      String language, String said, String approve, String approved, Stage stage) throws Exception {
    Path many = people("many.csv", 40);
    Path few = people("few.csv", 3);
    try (Desk desk = stage.desk(language, ColorScheme.LIGHT, 1280)) {
      Page page = desk.enter().agreeable().page();
      desk.upload(many, "keep").importAtOnce();
      desk.upload(few, "deactivate").importAtOnce();

      // Then
      desk.sees(".held .problem", said);
      assertThat(page.locator(".held .names li")).hasCount(37);
      desk.sees(".held .names", "p40").accessible("held").picture("held-" + language);
      assertThat(desk.inactive()).isEmpty();

      // When
      desk.press(approve);

      // Then
      desk.sees("import-result", approved);
      assertThat(desk.inactive()).hasSize(37);
      assertThat(desk.complaints()).isEmpty();
    }
  }

  @Test
  @DisplayName("A3, C4: failed rows with their reasons and as uploaded, and the report as a file")
  void shouldShowFailedRowsWithTheirReasons(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      Page page = desk.enter().upload(Stage.sample("everything.csv"), "keep").importAtOnce().page();

      assertThat(page.locator("report-rows tbody tr").nth(20)).isVisible();
      desk.sees("import-result dl", "15");
      desk.picture("failed-rows-en");
      desk.accessible("failed rows");

      // Each as it was uploaded, its faulty cells marked, and no password (A8)
      Locator failed = finding(page, "d.zwei");
      failed.locator("summary").click();
      assertThat(failed.locator(".faulty dt")).containsText("Benutzername");
      assertThat(failed.locator(".faulty dd")).hasText("d.zwei");
      assertThat(failed.locator("dd").nth(1)).hasText("A");
      assertThat(failed.locator("dt")).hasCount(10);
      assertThat(failed).not().containsText("Passwort");
      assertThat(finding(page, "mail0").locator("summary")).hasCount(0);
      desk.picture("uploaded-row-en").accessible("a row as it was uploaded");

      Download report = page.waitForDownload(() -> desk.button("files.report").click());
      assertThat(Files.readString(report.path())).startsWith("\uFEFF").contains("MALFORMED_ROW");
      assertThat(desk.complaints()).isEmpty();
    }
  }

  /** The first row of the report about a user. */
  private static Locator finding(Page page, String username) {
    return page.locator("report-rows tbody tr")
        .filter(new Locator.FilterOptions().setHasText(username))
        .first();
  }

  /** C6: what people put into cells is text, wherever it is shown. */
  @ParameterizedTest(name = "C6: a hostile roster ({0})")
  @ValueSource(strings = {"en", "de"})
  void shouldTakeNoCellForMarkup(String language, Stage stage) throws Exception {
    String markup = "<img src=x onerror=alert(1)>";
    String turned = "safe\u202Egpj.exe";
    Path hostile =
        Stage.roster(
            folder,
            "<img src=x>.csv",
            List.of(
                "username;<script>alert(2)</script>;firstName;lastName;email",
                "evil1;x;" + markup + ";<b>bold</b>;a@example.org",
                "evil2;x;${alert(3)};{{constructor}};javascript:alert(4)",
                "\u202Egnp.exe;x;" + turned + ";right;b@example.org",
                "evil4;x;'=HYPERLINK(\"http://evil.example\");-->;c@example.org",
                "evil5;x;" + "long".repeat(250_000) + ";y;d@example.org",
                "evil6;x;" + "long".repeat(1_000) + ";y;f@example.org",
                "<svg/onload=alert(5)>;x;" + markup + ";y;e@example.org"));
    try (Desk desk = stage.desk(language, ColorScheme.LIGHT, 1280)) {
      Page page = desk.page();
      page.onDialog(
          dialog -> {
            desk.complaints().add("dialog: " + dialog.message());
            dialog.dismiss();
          });
      desk.enter().upload(hostile, "keep").reviews();
      desk.sees("review-view", markup).accessible("hostile review");
      desk.picture("hostile-review-" + language);
      desk.importAtOnce().sees("report-rows", "evil5");
      desk.go("#/users");
      desk.sees("users-page table", markup).accessible("hostile users");
      // What turns the direction of writing turns nothing but its own cell.
      assertThat(page.locator("users-page bdi", new Page.LocatorOptions().setHasText(turned)))
          .hasCount(1);
      page.locator("users-page a", new Page.LocatorOptions().setHasText("<svg")).click();
      assertThat(page.locator("user-page input[name=firstName]")).hasValue(markup);

      assertThat(page.locator("main img, main script, main b, main svg")).hasCount(0);
      assertThat(page.locator("main a[href^='javascript:']")).hasCount(0);
      assertThat(desk.complaints()).isEmpty();
    }
  }

  @Test
  @DisplayName("C2: what is missing or chosen twice is said before anything is sent")
  void shouldSayBeforehandWhatIsMissingOrChosenTwice(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      Page page = desk.enter().page();
      page.locator("import-page details summary").click();
      page.locator("import-page select[name=matchBy]").selectOption("email");
      desk.upload(Stage.sample("school.csv"), "keep").reviews();
      // What was chosen before is chosen still
      assertThat(page.locator("review-view select[name=matchBy]")).hasValue("email");

      // When
      page.locator("review-view select[name=matchBy]").selectOption("username");
      page.locator("review-view tbody select").nth(0).selectOption("lastName");
      // Then
      desk.sees("review-view", "nobody can be recognised");
      assertThat(page.locator("select[aria-invalid=true]")).hasCount(2);
      assertThat(desk.button("review.start")).isDisabled();
      desk.accessible("a wrong choice");

      // When
      page.locator("review-view tbody select").nth(0).selectOption("username");
      page.locator("input[name=remember]").check();
      desk.importAtOnce();
      // Then
      assertThat(stage.call(desk.key(), "GET", "/settings", ""))
          .contains("\"target\":\"username\"");
      desk.go("#/settings");
      desk.sees("settings-page .settings", "Benutzername → Username");
      desk.accessible("remembered choices").picture("settings-remembered-en");
    }
  }

  @Test
  @DisplayName("U1, R13, C2, C5: odd usernames are themselves everywhere, and a column is left out")
  void shouldMeetUsersOfOddNamesAndLeaveAColumnOut(Stage stage) throws Exception {
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
            "😀",
            "__proto__",
            "constructor",
            "all",
            "-",
            "..",
            "'-x",
            "a;-b",
            "{row}");
    Path odd =
        Stage.roster(
            folder,
            "odd.csv",
            Stream.concat(
                    Stream.of(
                        "username;email;lastName;course", "twice;;Two;maths", "twice;;Two;arts"),
                    names.stream()
                        .map(name -> '"' + name.replace("\"", "\"\"") + "\";broken@;Odd;maths"))
                .toList());
    try (Desk desk = stage.desk()) {
      Page page = desk.enter().agreeable().page();
      // When nobody says what the fourth column is
      desk.upload(odd, "keep", "first").importAtOnce();
      // Then rows that differ in it fail, and all are in the report by their names
      assertThat(desk.usernames("")).containsExactlyInAnyOrderElementsOf(names);
      desk.sees("report-rows", "in columns that are not imported: course.");
      assertThat(page.locator("report-rows tbody th").allTextContents())
          .containsAll(names)
          .contains("twice");

      // When it is left out
      desk.upload(odd, "keep", "second").reviews();
      assertThat(page.locator("review-view tbody select").nth(3)).hasValue("");
      page.locator("review-view tbody select").nth(3).selectOption("ignore");
      desk.importAtOnce();
      // Then
      assertThat(desk.usernames("")).contains("twice").hasSize(names.size() + 1);

      // When each is opened by its link and edited
      for (String name : names) {
        desk.go("#/users");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
            .click();
        assertThat(page.locator("user-page h1")).hasText(name);
        page.locator("user-page input[name=phone]").fill("1");
        desk.button("store").click();
        desk.sees(".notice", "Saved").sees(".history", "edited by hand");
      }
      // Then no other one was
      assertThat(stage.list(desk.key(), "/users"))
          .allSatisfy(
              user ->
                  assertThat(user.path("phone").asText("").equals("1"))
                      .isEqualTo(names.contains(user.path("username").asText())));
      // An address as somebody types it
      desk.go("#/users/50%");
      assertThat(page.locator("user-page h1")).hasText("50%");
      assertThat(desk.complaints()).isEmpty();
    }
  }

  @Test
  @DisplayName("C5: users, groups, properties and settings by hand")
  void shouldKeepUsersGroupsPropertiesAndSettingsByHand(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      Page page = desk.enter().agreeable().page();
      // A property
      desk.go("#/properties");
      desk.button("properties.add").click();
      page.locator("properties-page input[name=name]").fill("Place");
      page.locator("properties-page select[name=type]").selectOption("dropdown");
      page.locator("properties-page textarea").fill("\nCologne\nBonn");
      desk.button("store").click();
      desk.sees("properties-page table", "Cologne, Bonn");
      // A group with a condition
      desk.go("#/groups");
      desk.button("groups.add").click();
      page.locator("groups-page input[name=id]").fill("bonn");
      page.locator("groups-page input[name=name]").fill("In Bonn");
      page.locator("groups-page textarea").fill("Place: Bonn");
      desk.button("store").click();
      desk.sees("groups-page table", "Place: Bonn");
      // A user
      desk.go("#/new-user");
      page.locator("user-page input[name=username]").fill("a/b & c");
      page.locator("user-page input[name=firstName]").fill("Ann");
      page.locator("user-page select[name='property:Place']").selectOption("Bonn");
      desk.button("store").click();
      page.locator("user-page dl").waitFor();
      desk.sees("h1", "a/b & c");
      page.locator("user-page input[name=lastName]").fill("Example");
      desk.button("store").click();
      desk.sees(".notice", "Saved");
      // Under another name (U14), which is nobody's yet
      page.locator("user-page summary", new Page.LocatorOptions().setHasText("Rename")).click();
      page.locator("user-page input[name=to]").fill("ann & co");
      page.locator("user-page details form button").click();
      desk.sees(".notice", "Renamed").sees("h1", "ann & co");
      assertThat(desk.usernames("")).containsExactly("ann & co");
      desk.go("#/members/bonn");
      desk.sees("users-page table", "Ann Example");
      // The language of all of it
      desk.go("#/settings");
      page.locator("select[name=language]").selectOption("de");
      desk.button("store").click();
      desk.sees("h1", "Einstellungen");
      desk.sees("nav", "Verlauf");
      assertThat(desk.complaints()).isEmpty();
    }
  }

  /** Without a mouse: the key, the links, a file, the buttons. */
  @Test
  void shouldBeUsableByKeyboardAlone(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      Page page = desk.open().page();
      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      page.locator("input[name=key]").focus();
      page.keyboard().type(desk.key());
      page.keyboard().press("Enter");
      page.locator("import-page h1").waitFor();
      page.locator("nav a").nth(1).focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("history-page h1")).isFocused();
      assertThat(page).hasTitle(Pattern.compile("History"));
      page.keyboard().press("Tab");
      assertThat(page.locator("history-page input[name=name]")).isFocused();
      assertThat(
              page.locator("history-page input[name=name]")
                  .evaluate("it => getComputedStyle(it).boxShadow !== 'none'"))
          .isEqualTo(true);

      // A list, from the upload to what came of it
      desk.go("#/import");
      page.locator("import-page input[type=file]").setInputFiles(Stage.sample("school.csv"));
      assertThat(page.locator("import-page form > button")).isEnabled();
      page.locator("import-page input[name=name]").press("Enter");
      desk.reviews().button("review.plan").press("Enter");
      page.locator("plan-view").waitFor();
      assertThat(page.locator("import-view h1")).isFocused();
      page.locator("plan-people summary").first().press("Enter");
      desk.sees("plan-people", "a.yilmaz");
      page.locator("plan-view .actions button").press("Enter");
      desk.sees(".messages", "30 users created");
    }
  }

  /** A roster of so many people. */
  private Path people(String name, int count) throws IOException {
    return Stage.roster(
        folder,
        name,
        Stream.concat(
                Stream.of("username;firstName"),
                IntStream.rangeClosed(1, count).mapToObj(i -> "p" + i + ";Name" + i))
            .toList());
  }

  @ParameterizedTest(name = "accessible: {0}, {1} px")
  @CsvSource({"LIGHT, 320", "DARK, 320", "LIGHT, 1280", "DARK, 1280"})
  void shouldBeForEverybody(ColorScheme colours, int width, Stage stage) throws Exception {
    try (Desk desk = stage.desk("en", colours, width)) {
      Page page = desk.open().page();
      String suffix = "-" + colours.name().toLowerCase(Locale.ROOT) + "-" + width;
      desk.accessible("sign in").picture("sign-in" + suffix);
      desk.enter().accessible("import").picture("import" + suffix);
      desk.upload(Stage.sample("training.csv"), "deactivate");
      desk.reviews().accessible("review").picture("review" + suffix);
      desk.button("review.plan").click();
      page.locator("plan-view").waitFor();
      desk.accessible("plan").picture("plan" + suffix);
      // C3: passwords are kept nowhere, so that this plan can never be applied
      desk.sees("plan-view .problem", "first passwords");
      assertThat(page.locator("plan-view button")).hasCount(0);
      desk.button("plan.importAgain").click();
      desk.sees("h1", "Import people");
      desk.upload(Stage.sample("training.csv"), "keep").importAtOnce();
      desk.accessible("result").picture("result" + suffix);
      for (String place : List.of("imports", "users", "groups", "properties", "settings")) {
        desk.go("#/" + place);
        page.locator("main h1").waitFor();
        page.waitForCondition(() -> page.locator("main [aria-busy=true]").count() == 0);
        desk.accessible(place).picture(place + suffix);
      }
      desk.go("#/users/ada");
      page.locator("user-page form").first().waitFor();
      desk.accessible("user").picture("user" + suffix);
      assertThat(desk.complaints()).isEmpty();
    }
  }
}
