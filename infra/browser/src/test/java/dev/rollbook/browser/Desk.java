package dev.rollbook.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A person before the console: a window, a key, and what they do. Texts are asked for by their key
 * in the dictionaries, so that the same way is walked in both languages.
 */
final class Desk implements AutoCloseable {

  /** Whole imports run meanwhile, on machines that do other things, too. */
  private static final double PATIENCE = 120_000;

  private final Stage stage;
  private final String key;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Desk(Stage stage, String key, BrowserContext context) {
    this.stage = stage;
    this.key = key;
    this.context = context;
    context.setDefaultTimeout(PATIENCE);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    this.page = context.newPage();
    page.onPageError(error -> complaints.add("error: " + error));
    page.onConsoleMessage(
        message -> {
          // A refused call is no fault of the page.
          if (message.type().equals("error") && !message.text().contains("status of 4")) {
            complaints.add("console: " + message.text());
          }
        });
  }

  Page page() {
    return page;
  }

  String key() {
    return key;
  }

  /** What the browser complained of: an error, or something the policy forbids. */
  List<String> complaints() {
    return complaints;
  }

  /** Opens the console where nobody has signed in. */
  Desk open() {
    page.navigate(stage.console().toString());
    page.locator("sign-in").waitFor();
    return this;
  }

  /** Signs in by the form. */
  Desk signIn(String with) {
    page.locator("input[name=key]").fill(with);
    page.locator("sign-in form button").click();
    return this;
  }

  /** Opens the console and signs in. */
  Desk enter() {
    open().signIn(key);
    page.locator("import-page h1").waitFor();
    return this;
  }

  /** Goes to a place by its link. */
  Desk go(String hash) {
    page.evaluate("hash => { location.hash = hash; }", hash);
    return this;
  }

  /** A text of the dictionaries in the page's language. */
  String t(String text) {
    return (String)
        page.evaluate(
            """
            async key => {
              const app = document.querySelector('script[type=module]').src;
              return (await import(app.replace('app.js', 'words.js'))).t(key);
            }\
            """,
            text);
  }

  /** A button by the key of its text, which has no values in it. */
  Locator button(String text) {
    return page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(t(text)).setExact(true))
        .first();
  }

  /** Chooses a file and uploads it; the import's page follows. */
  Desk upload(Path roster, String people) {
    return upload(roster, people, "");
  }

  /** Does the same under another name than the page suggests, if one is given. */
  Desk upload(Path roster, String people, String name) {
    go("#/import");
    page.locator("import-page input[type=file]").setInputFiles(roster);
    PlaywrightAssertions.assertThat(page.locator("input[name=name]")).not().hasValue("");
    if (!name.isEmpty()) {
      page.locator("input[name=name]").fill(name);
    }
    page.locator("input[name=people][value=" + people + "]").check();
    page.locator("import-page form > button").click();
    page.locator("import-view").waitFor();
    return this;
  }

  /** Waits until what was uploaded waits for its review. */
  Desk reviews() {
    page.locator("review-view table").first().waitFor();
    return this;
  }

  /** Checks the columns of what was uploaded and has it imported at once. */
  Desk importAtOnce() {
    reviews().button("review.start").click();
    return ended();
  }

  /** Presses the button that says so. */
  Desk press(String text) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true))
        .click();
    return this;
  }

  /** Holds the plan's number of a kind to this. */
  Desk counts(String kind, int people) {
    PlaywrightAssertions.assertThat(page.locator("plan-view .numbers ." + kind + " dd"))
        .hasText(String.valueOf(people));
    return this;
  }

  /** Waits until the import shown has ended. */
  Desk ended() {
    page.locator("import-result").waitFor();
    return this;
  }

  Desk sees(String selector, String text) {
    PlaywrightAssertions.assertThat(page.locator(selector).first())
        .containsText(text, new ContainsTextOptions().setTimeout(PATIENCE));
    return this;
  }

  /** Who is inactive in the tenant, as its API says. */
  List<String> inactive() {
    return usernames("&status=INACTIVE");
  }

  /** The usernames that the tenant's API lists, 500 at most, in their order. */
  List<String> usernames(String filter) {
    return stage.list(key, "/users?limit=500" + filter).stream()
        .map(user -> user.path("username").asText())
        .sorted()
        .toList();
  }

  /** Says yes to whatever is asked. */
  Desk agreeable() {
    page.onDialog(dialog -> dialog.accept());
    return this;
  }

  /** Holds the page to WCAG 2.2 A and AA as far as axe can tell. */
  Desk accessible(String name) {
    var results =
        new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze();
    assertThat(
            results.getViolations().stream()
                .map(
                    rule ->
                        rule.getId()
                            + ": "
                            + rule.getNodes().stream()
                                .limit(3)
                                .map(node -> node.getHtml())
                                .toList())
                .toList())
        .as("what axe finds on %s", name)
        .isEmpty();
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("%s is no wider than its window", name)
        .isTrue();
    return this;
  }

  /** Keeps a picture for whoever looks at the build. */
  Desk picture(String name) {
    page.screenshot(
        new ScreenshotOptions()
            .setPath(Path.of("target/screenshots/" + name + ".png"))
            .setFullPage(true));
    return this;
  }

  /** Keeps a picture of what begins there, small enough for the README. */
  Desk glimpse(String name, Locator there) {
    ViewportSize size = page.viewportSize();
    page.setViewportSize(1024, 720);
    there.evaluate("it => it.scrollIntoView()");
    page.screenshot(
        new ScreenshotOptions().setPath(Path.of("target/screenshots/" + name + ".png")));
    page.setViewportSize(size.width, size.height);
    return this;
  }

  @Override
  public void close() {
    context.close();
  }
}
