package dev.rollbook.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
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
  @ParameterizedTest(name = "C1, C2, C4: from key to history ({0})")
  @ValueSource(strings = {"de", "en"})
  void shouldLeadFromTheKeyToTheHistory(String language, Stage stage) throws Exception {
    try (Desk desk = stage.desk(language, ColorScheme.LIGHT, 1280)) {
      Page page = desk.enter().page();
      assertThat(page.locator("html")).hasAttribute("lang", language);
      desk.sees("h1", language.equals("de") ? "Personen importieren" : "Import people");
      desk.picture("import-" + language);

      // When a first list comes
      desk.upload(Stage.sample("school.csv"), "keep");
      page.locator("review-view table").first().waitFor();
      desk.sees("review-view dl", "windows-1252");
      assertThat(page.locator("review-view .known")).hasCount(0);
      assertThat(page.locator("review-view select").nth(1)).hasValue("username");
      desk.importAtOnce();
      desk.sees(".messages", language.equals("de") ? "30 Benutzer angelegt" : "30 users created");

      // When another comes, a month later
      desk.upload(Stage.sample("school-next-month.csv"), "deactivate");
      page.locator("review-view table").first().waitFor();
      assertThat(page.locator("review-view .known").first()).isVisible();
      desk.sees("review-view .known + small", desk.t("review.known"));
      desk.picture("review-" + language);
      desk.importAtOnce();
      desk.sees(".messages", language.equals("de") ? "3 Benutzer" : "3 users deactivated");
      desk.picture("result-" + language);

      // Then both are in the history, and each is found by its name
      desk.go("#/imports");
      assertThat(page.locator("history-page tbody tr")).hasCount(2);
      page.locator("history-page input[name=name]").fill("school-next");
      page.locator("history-page form button").click();
      assertThat(page.locator("history-page tbody tr")).hasCount(1);
      desk.picture("history-" + language);
      page.locator("history-page tbody a").click();
      page.locator("import-result").waitFor();

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

  @Test
  @DisplayName("C3: numbers first, and nothing changed yet")
  void shouldShowWhatWouldHappenBeforeItDoes(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      Page page = desk.enter().page();
      desk.upload(Stage.sample("school.csv"), "keep").importAtOnce();
      desk.upload(Stage.sample("school-next-month.csv"), "deactivate");

      // When
      page.locator("review-view table").first().waitFor();
      desk.button("review.plan").click();
      page.locator("plan-view").waitFor();

      // Then
      assertThat(page.locator("plan-view .numbers .create dd")).hasText("2");
      assertThat(page.locator("plan-view .numbers .update dd")).hasText("3");
      assertThat(page.locator("plan-view .numbers .deactivate dd")).hasText("3");
      desk.picture("plan-en");
      String users = stage.call(desk.key(), "GET", "/users?status=INACTIVE&limit=10", "");
      assertThat(users).doesNotContain("username");
    }
  }

  @Test
  @DisplayName("a wrong key opens nothing, and is told so")
  void shouldRefuseAWrongKey(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      desk.open().signIn("rbk_nobody_nothing");

      desk.sees(".problem", "not valid");
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

  @Test
  @DisplayName("S8: a review that is cancelled changes nobody")
  void shouldCancel(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      desk.enter().upload(Stage.sample("school.csv"), "keep");
      desk.page().locator("review-view table").first().waitFor();
      desk.button("review.cancel").click();

      desk.sees(".status", "Cancelled");
      assertThat(stage.call(desk.key(), "GET", "/users?limit=1", "")).doesNotContain("username");
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
              page.evaluate(
                  "window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"))
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
  @DisplayName("D6: a held plan is approved by who sees whom it is about")
  void shouldHaveAHeldPlanApproved(Stage stage) throws Exception {
    Path few =
        Stage.roster(
            folder, "few.csv", List.of("username;firstName", "p1;Ann", "p2;Ben", "p3;Cem"));
    Path many =
        Stage.roster(
            folder,
            "many.csv",
            Stream.concat(
                    Stream.of("username;firstName"),
                    IntStream.range(1, 41).mapToObj(i -> "p" + i + ";Name" + i))
                .toList());
    try (Desk desk = stage.desk()) {
      Page page = desk.enter().agreeable().page();
      desk.upload(many, "keep").importAtOnce();
      desk.upload(few, "deactivate").importAtOnce();

      // Then
      desk.sees(".held .problem", "37 people have not been deactivated");
      assertThat(page.locator(".held .names li")).hasCount(37);
      desk.sees(".held .names", "p40");
      desk.picture("held-en");
      desk.accessible("held");

      // When
      page.locator(".held button.danger").click();

      // Then
      desk.sees("import-result", "You approved their deactivation");
      assertThat(desk.complaints()).isEmpty();
    }
  }

  @Test
  @DisplayName("A3: failed rows with their reasons, and the report as a file")
  void shouldShowFailedRowsWithTheirReasons(Stage stage) throws Exception {
    try (Desk desk = stage.desk()) {
      Page page = desk.enter().upload(Stage.sample("everything.csv"), "keep").importAtOnce().page();

      assertThat(page.locator("report-rows tbody tr").nth(20)).isVisible();
      desk.sees("import-result dl", "15");
      desk.picture("failed-rows-en");
      desk.accessible("failed rows");

      Download report = page.waitForDownload(() -> desk.button("files.report").click());
      assertThat(Files.readString(report.path())).startsWith("\uFEFF").contains("MALFORMED_ROW");
      assertThat(desk.complaints()).isEmpty();
    }
  }

  /** C6: what people put into cells is text, wherever it is shown. */
  @Test
  void shouldTakeNoCellForMarkup(Stage stage) throws Exception {
    String markup = "<img src=x onerror=alert(1)>";
    Path hostile =
        Stage.roster(
            folder,
            "hostile.csv",
            List.of(
                "username;<script>alert(2)</script>;firstName;lastName;email",
                "evil1;x;" + markup + ";<b>bold</b>;a@example.org",
                "evil2;x;${alert(3)};{{constructor}};javascript:alert(4)",
                "\u202Egnp.exe;x;\u202Etfel;right;b@example.org",
                "evil4;x;'=HYPERLINK(\"http://evil.example\");-->;c@example.org",
                "evil5;x;" + "long".repeat(250_000) + ";y;d@example.org",
                "<svg/onload=alert(5)>;x;" + markup + ";y;e@example.org"));
    try (Desk desk = stage.desk()) {
      Page page = desk.page();
      page.onDialog(
          dialog -> {
            desk.complaints().add("dialog: " + dialog.message());
            dialog.dismiss();
          });
      desk.enter().upload(hostile, "keep");
      page.locator("review-view table").first().waitFor();
      desk.sees("review-view", markup).picture("hostile-review-en");
      desk.accessible("hostile review");
      desk.importAtOnce().sees("report-rows", "evil5");
      desk.go("#/users");
      desk.sees("users-page table", markup);
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
      Page page = desk.enter().upload(Stage.sample("school.csv"), "keep").page();
      page.locator("review-view table").first().waitFor();

      // When
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
      page.locator("user-page input[name=username]").fill("a/b?c%20d");
      page.locator("user-page input[name=firstName]").fill("Ann");
      page.locator("user-page select[name='property:Place']").selectOption("Bonn");
      desk.button("store").click();
      page.locator("user-page dl").waitFor();
      desk.sees("h1", "a/b?c%20d");
      page.locator("user-page input[name=lastName]").fill("Example");
      desk.button("store").click();
      desk.sees(".notice", "Saved");
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

  /** Without a mouse: the key, the links, a file, a button. */
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
    }
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
      page.locator("review-view table").first().waitFor();
      desk.accessible("review").picture("review" + suffix);
      desk.button("review.plan").click();
      page.locator("plan-view").waitFor();
      desk.accessible("plan").picture("plan" + suffix);
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
