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
    go("#/import");
    page.locator("import-page input[type=file]").setInputFiles(roster);
    page.locator("input[name=people][value=" + people + "]").check();
    page.locator("import-page form > button").click();
    page.locator("import-view").waitFor();
    return this;
  }

  /** Checks the columns of what was uploaded and has it imported at once. */
  Desk importAtOnce() {
    page.locator("review-view table").first().waitFor();
    button("review.start").click();
    return ended();
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

  @Override
  public void close() {
    context.close();
  }
}
